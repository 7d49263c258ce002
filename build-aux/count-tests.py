#!/usr/bin/python3
"""Adds up what the steps of test.sh left in a folder: JUnit files of meson and one-line results."""
import pathlib
import sys
import xml.etree.ElementTree as xml

passed = failed = skipped = 0
for result in sorted(pathlib.Path(sys.argv[1]).glob("*.xml")):
    for case in xml.parse(result).getroot().iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
            print(f"failed: {case.get('classname')} {case.get('name')}")
        elif case.find("skipped") is not None:
            skipped += 1
            print(f"skipped: {case.get('classname')} {case.get('name')}")
        else:
            passed += 1
for result in pathlib.Path(sys.argv[1]).glob("*.one"):
    if result.read_text(encoding="utf-8").strip() == "passed":
        passed += 1
    else:
        failed += 1
print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
sys.exit(1 if failed or not passed else 0)
