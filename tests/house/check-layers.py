#!/usr/bin/python3
"""Nothing points back: each folder of src includes only what docs/DESIGN.md allows it."""
import pathlib
import re
import sys

import tap

root = pathlib.Path(sys.argv[1])

# What each layer may include of ours, directly. GLib and GIO are everybody's.
ALLOWED = {
    "core": {"core"},
    "wire": {"core", "wire"},
    "demo": {"core", "demo"},
    "scheme": {"core", "scheme"},
    "db": {"core", "db"},
    "hub": {"core", "wire", "db", "hub"},
    "sheet": {"core", "sheet"},
    "store": {"core", "wire", "scheme", "db", "store"},
    "sync": {"core", "wire", "store", "sync"},
    "office": {"core", "wire", "scheme", "db", "store", "sheet", "office"},
    "demonstration": {"core", "demo", "scheme", "sheet", "db", "wire", "store", "office", "sync", "demonstration"},
    "report": {"core", "wire", "scheme", "db", "store", "sheet", "office", "report"},
    "ctl": {"core", "wire", "scheme", "db", "store", "sheet", "office", "report", "sync", "ctl"},
    "compat": {"compat"},
    "app": {"core", "wire", "scheme", "db", "store", "sheet", "office", "demonstration", "report", "sync", "compat", "app"},
}
# Libraries that only some layers may know, by a piece of the include's name.
FOREIGN = {
    "sqlite3.h": {"db"},
    "gtk/": {"app", "compat"},
    "adwaita": {"app", "compat"},
    "jansson": {"scheme", "office", "store", "report", "ctl", "sheet"},
    "sodium": {"wire", "db", "hub", "store", "ctl"},
    "gnutls": {"wire"},
    "libsoup": {"sync", "hub"},
    "archive": {"sheet", "store"},
    "libxml": {"sheet"},
    "xlsxwriter": {"report"},
    "qrencode": {"report"},
}

owner = {}
for header in root.glob("src/*/**/*.h"):
    layer = header.relative_to(root / "src").parts[0]
    owner.setdefault(header.name, layer)

back, foreign, unknown = [], [], []
for source in sorted(root.glob("src/*/**/*.[ch]")):
    layer = source.relative_to(root / "src").parts[0]
    if layer not in ALLOWED:
        unknown.append(f"{layer} is not a layer of this check")
        continue
    for line in source.read_text(encoding="utf-8").splitlines():
        match = re.match(r'\s*#\s*include\s*[<"]([^>"]+)[>"]', line)
        if not match:
            continue
        name = match.group(1)
        base = name.split("/")[-1]
        if base in owner and owner[base] not in ALLOWED[layer]:
            back.append(f"{source.relative_to(root)} includes {name}, of {owner[base]}")
        for piece, layers in FOREIGN.items():
            if name.startswith(piece) or base.startswith(piece):
                if layer not in layers:
                    foreign.append(f"{source.relative_to(root)} includes {name}")

tap.check("every folder of src is a known layer", sorted(set(unknown)))
tap.check("no include points back", back)
tap.check("libraries stay in their layers", foreign)
tap.check("there is something to check", [] if owner else ["no headers found"])
tap.done()
