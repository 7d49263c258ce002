#!/usr/bin/python3
"""Puts the figures of the benchmarks into one table and one bench.json. It judges nothing: machines differ."""
import json
import pathlib
import sys

figures = []
for name in sys.argv[1:]:
    text = pathlib.Path(name).read_text(encoding="utf-8")
    figures += json.loads(text)["figures"]
print(f"{'figure':58} {'measured':>12} {'limit':>12} {'bare':>12}")
for figure in figures:
    def cell(key):
        value = figure.get(key)
        return "" if value is None else f"{value:.6g} {figure['unit']}"
    if "note" in figure:
        print(f"{figure['name']}: {figure['note']}")
        continue
    print(f"{figure['name']:58} {cell('value'):>12} {cell('limit'):>12} {cell('floor'):>12}")
out = pathlib.Path(sys.argv[1]).parent / "bench.json"
out.write_text(json.dumps({"figures": figures}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
print(f"as JSON: {out}")
