#!/usr/bin/python3
"""What flatpak-builder would only warn about, or could not tell here without its runtime: the manifest's form."""
import json
import pathlib
import re
import sys

import tap

root = pathlib.Path(sys.argv[1])
manifest = json.loads((root / "flatpak/org.golondrina.Golondrina.json").read_text(encoding="utf-8"))

TOP = {"id", "runtime", "runtime-version", "sdk", "command", "finish-args", "cleanup", "modules", "build-options"}
MODULE = {"name", "buildsystem", "config-opts", "build-options", "sources", "cleanup", "subdir", "no-autogen", "post-install"}
SOURCE = {"type", "url", "sha256", "path", "tag", "commit", "dest", "strip-components"}

tap.check("no unknown property", sorted(set(manifest) - TOP)
          + [f"{m.get('name')}: {key}" for m in manifest["modules"] for key in sorted(set(m) - MODULE)]
          + [f"{m.get('name')}: {key}" for m in manifest["modules"] for s in m["sources"] for key in sorted(set(s) - SOURCE)])
tap.check("identity", [] if manifest["id"] == "org.golondrina.Golondrina" else [manifest["id"]])
tap.check("runtime", [] if (manifest["runtime"], manifest["sdk"]) == ("org.gnome.Platform", "org.gnome.Sdk")
          and re.fullmatch(r"\d+", manifest["runtime-version"]) else ["runtime, sdk or version"])
tap.check("every download names its version and checksum",
          [f"{m['name']}: {s.get('url')}" for m in manifest["modules"] for s in m["sources"]
           if s["type"] == "archive" and not (re.search(r"\d+\.\d+", s.get("url", "")) and "sha256" in s)])
tap.check("a checksum is 64 hexadecimal digits, or the mark that a release fills in",
          [f"{m['name']}: {s['sha256']}" for m in manifest["modules"] for s in m["sources"]
           if "sha256" in s and not re.fullmatch(r"[0-9a-f]{64}|@SHA256@", s["sha256"])])
tap.check("files only through portals", [arg for arg in manifest["finish-args"] if arg.startswith("--filesystem")])
tap.done()
