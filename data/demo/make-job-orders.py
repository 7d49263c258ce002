#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes job-orders.csv: an extract of a public record of job orders without anybody's name in it.

    make-job-orders.py H2A-FY2007.csv > job-orders.csv

The source is the disclosure file of H-2A decisions of fiscal year 2007, US Department of Labor, which is in the public
domain. Kept as they stand: the columns, the quoting, the shape of dates and numbers, places, occupations, dates, posts,
hours, wages and decisions; joint filings stay together under one case number. Replaced by invented ones: the names of
employers, their street addresses, the last five figures of case numbers. Emptied: the agents. One seed, one result.
"""
import collections
import random
import re
import sys

SEED = 2007
ROWS = 300
NAME, ADDRESS_1, ADDRESS_2, AGENT, CASE, STATUS, UNIT, TITLE = 6, 7, 8, 12, 0, 3, 18, 13

FIRST = ("AMBER ASPEN BITTERN BLACKTHORN BRIAR BROOKSIDE CEDAR CLOVER COPPER CURLEW DAYBREAK DRIFTWOOD EGRET ELDER FALLOW "
         "FERN FIRESTEEL FLINT FOXGLOVE GANNET GRANITE HARROW HAZEL HERON HOLLOW IRONWOOD JUNIPER KESTREL LARKSPUR LONG "
         "MARIGOLD MEADOWLARK MILLRACE MOSS NIGHTJAR OXBOW PARTRIDGE PEBBLE PLOVER QUILL ROWAN RUSHING SAGE SALTBUSH "
         "SANDPIPER SPARROW SWALLOW TANAGER TEAL THISTLE TWIN WAGTAIL WEATHER WHITETHORN WILLET WINTER WREN YARROW").split()
SECOND = "BEND BLUFF BRANCH CREEK CROSSING FIELD FORK GAP GATE HILL HOLLOW KNOLL LANE LAKE OAK POINT REACH RIDGE RUN SPRING TRAIL VALLEY".split()
KIND = {
    "herd": ["LIVESTOCK", "RANCH", "SHEEP COMPANY", "LAND & LIVESTOCK", "RANCHES, LLC"],
    "bee": ["HONEY FARM", "APIARIES", "BEE COMPANY, INC."],
    "tree": ["TREE FARM", "NURSERY, INC.", "GREENHOUSES"],
    "fish": ["FISH FARM", "HATCHERY, INC."],
    "": ["FARMS", "FARM, LLC", "FARMS, INC.", "PRODUCE", "ORCHARDS", "GROWERS, L.P.", "& DAUGHTERS FARM"],
}
ROAD = ["COUNTY ROAD", "STATE ROAD", "HWY.", "OLD MILL ROAD", "CHURCH STREET", "DEPOT ROAD", "FERRY LANE", "RIVER ROAD", "N. MAIN ST."]


def split(line):
    """The fields as they stand, with their quotes."""
    return re.findall(r'("(?:[^"]|"")*"|[^,]*)(?:,|$)', line)[:20]


def kind_of(title):
    if re.search(r"HERD|SHEEP|GOAT|LIVESTOCK|CATTLE|RANCH", title):
        return "herd"
    if "BEE" in title:
        return "bee"
    if re.search(r"HORTICULT|NURSERY|TREE|GREENHOUSE", title):
        return "tree"
    return "fish" if re.search(r"FISH|AQUATIC", title) else ""


class Inventor:
    """The same employer is always given the same new name; no two employers share one."""

    def __init__(self, rng, real):
        self.rng, self.real, self.names, self.taken, self.numbers = rng, real, {}, set(), {}

    def name(self, old, title):
        while old not in self.names:
            new = f"{self.rng.choice(FIRST)} {self.rng.choice(SECOND)} {self.rng.choice(KIND[kind_of(title)])}"
            core = " ".join(new.split()[:2])
            if new not in self.taken and not any(core in name for name in self.real):
                self.names[old] = new
                self.taken.add(new)
        return self.names[old]

    def address(self):
        if self.rng.random() < 0.4:
            return f"{self.rng.choice(['P.O. BOX', 'PO BOX', 'POST OFFICE BOX'])} {self.rng.randrange(10, 2000)}"
        road = self.rng.choice(ROAD)
        number = f" {self.rng.randrange(1, 400)}" if road in ROAD[:3] else ""
        return f"{self.rng.randrange(100, 9900)} {road}{number}"

    def case(self, old):
        if old not in self.numbers:
            self.numbers[old] = f"{old[:8]}{90000 + len(self.numbers):05d}"
        return self.numbers[old]


def choose(rng, cases):
    """Some whole cases of every sort, then any, up to the number of rows."""
    sorts = collections.OrderedDict([
        ("rare units", lambda rows: any(r[UNIT].strip('"') not in ("hr", "mth") for r in rows)),
        ("partly certified", lambda rows: "Partial" in rows[0][STATUS]),
        ("denied", lambda rows: "Denied" in rows[0][STATUS]),
        ("joint", lambda rows: 2 <= len(rows) <= 12),
        ("monthly", lambda rows: rows[0][UNIT] == '"mth"'),
        ("any", lambda rows: len(rows) <= 12),
    ])
    wanted = {"rare units": 6, "partly certified": 22, "denied": 24, "joint": 90, "monthly": 30, "any": ROWS}
    names = sorted(cases)
    rng.shuffle(names)
    chosen, n = set(), 0
    for sort, fits in sorts.items():
        of_sort = 0
        for case in names:
            rows = cases[case]
            if case in chosen or n + len(rows) > ROWS or of_sort >= wanted[sort] or len(rows) > 12 or not fits(rows):
                continue
            chosen.add(case)
            n += len(rows)
            of_sort += len(rows)
    return chosen


def main():
    text = open(sys.argv[1], encoding="latin-1", newline="").read()
    eol = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(eol)
    header, rows = lines[0], [split(line) for line in lines[1:] if line]
    rng = random.Random(SEED)
    cases = collections.defaultdict(list)
    for row in rows:
        cases[row[CASE]].append(row)
    chosen = choose(rng, cases)
    inventor = Inventor(rng, {row[NAME] for row in rows})

    out = [header]
    for row in rows:
        if row[CASE] not in chosen:
            continue
        row = list(row)
        row[NAME] = f'"{inventor.name(row[NAME], row[TITLE])}"'
        row[ADDRESS_1] = f'"{inventor.address()}"'
        if row[ADDRESS_2]:
            row[ADDRESS_2] = f'"{inventor.address()}"'
        row[AGENT] = ""
        row[CASE] = f'"{inventor.case(row[CASE].strip(chr(34)))}"'
        out.append(",".join(row))
    sys.stdout.buffer.write((eol.join(out) + eol).encode("latin-1"))


main()
