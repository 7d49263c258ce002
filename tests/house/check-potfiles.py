#!/usr/bin/python3
"""Every file with a translatable sentence is in po/POTFILES.in, and nothing else is."""
import pathlib
import re
import sys

import tap

root = pathlib.Path(sys.argv[1])
listed = [line.strip() for line in (root / "po/POTFILES.in").read_text(encoding="utf-8").splitlines()
          if line.strip() and not line.startswith("#")]
sentence = re.compile(r'(?<![A-Za-z0-9_])(?:_|N_|C_|NC_|ngettext|NN_|g_dngettext)\s*\(\s*"')

needed = {str(path.relative_to(root)) for path in root.glob("src/**/*.c")
          if sentence.search(path.read_text(encoding="utf-8"))}
needed |= {str(path.relative_to(root)) for path in root.glob("ui/**/*.ui")
           if 'translatable="yes"' in path.read_text(encoding="utf-8")}
needed |= {str(path.relative_to(root)) for path in root.glob("data/*.desktop.in")}
needed |= {str(path.relative_to(root)) for path in root.glob("data/*.metainfo.xml.in")}

tap.check("every file with sentences is listed", sorted(needed - set(listed)))
tap.check("every listed file exists", [name for name in listed if not (root / name).exists()])
# A macro inside a sentence ends it for xgettext: translators would see half of it.
tap.check("no sentence is broken by a format macro",
          [f"{path.relative_to(root)}: {match.group(0)[:60]}" for path in root.glob("src/**/*.c")
           for match in re.finditer(r'(?<![A-Za-z0-9_])(?:_|ngettext)\s*\(\s*(?:"(?:[^"\\]|\\.)*"\s*)+(?:G_|PRI)[A-Za-z0-9_]+', path.read_text(encoding="utf-8"))])
tap.check("the list is sorted and has no repeats", [] if listed == sorted(set(listed)) else ["sort po/POTFILES.in"])
tap.done()
