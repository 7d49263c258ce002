#!/usr/bin/python3
"""What every source file of ours has: a licence line, a bearable length, no path of anybody's machine."""
import pathlib
import re
import sys

import tap

root = pathlib.Path(sys.argv[1])
sources = sorted(list(root.glob("src/**/*.[ch]")) + list(root.glob("tests/**/*.[ch]")))


def text(path):
    return path.read_text(encoding="utf-8")


def name(path):
    return str(path.relative_to(root))


tap.check("there are sources", [] if sources else ["none"])
tap.check("each begins with its licence", [name(p) for p in sources if "SPDX-License-Identifier: GPL-3.0-or-later" not in text(p)[:200]])
tap.check("none is longer than 900 lines", [name(p) for p in sources if text(p).count("\n") > 900])
tap.check("none names a path of somebody's machine",
          [name(p) for p in sources if re.search(r'"/(?:home|work|root)/', text(p))])
tap.check("each .c takes config.h first",
          [name(p) for p in sources if p.suffix == ".c" and p.parts[-3:-2] != ("tests",) and "src" in p.relative_to(root).parts[0:1]
           and '#include "config.h"' not in text(p)])
tap.done()
