#!/usr/bin/env python3
"""What one more is worth, in a town where everything stands in a row: gate, bridge, dock. Only what binds has a price.

    tests/cli/study_prices_test.py WUZHEN
"""
import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

WUZHEN = sys.argv.pop(1)
SOURCE = Path(__file__).resolve().parents[2]


def town():
    """The tiny dock, reached by a gate and a bridge; a path leads back from the other bank."""
    town = json.loads((SOURCE / "maps/tiny/one_dock.geojson").read_text(encoding="utf-8"))
    town["features"] = [f for f in town["features"] if f["properties"]["id"] not in ("street_west", "entry_west", "path", "fairway_south")]
    origin = town["origin"]

    def place(*points):
        return [[origin["lon"] + x / origin["metres_per_deg_lon"], origin["lat"] + y / origin["metres_per_deg_lat"]] for x, y in points]

    def add(name, kind, geometry, points, **more):
        coordinates = {"Point": lambda p: p[0], "LineString": lambda p: p, "Polygon": lambda p: [p + p[:1]]}[geometry](place(*points))
        town["features"].append({"type": "Feature", "geometry": {"type": geometry, "coordinates": coordinates}, "properties": {
            "id": name, "kind": kind, "name_zh": name, "name_en": name, "source": "made", "accuracy_m": 0, **more}})

    add("street_west", "street", "LineString", [(-4, 40), (-16, 40)], width=4)
    add("arch", "bridge", "LineString", [(-16, 40), (-28, 40)], width=2, form="flat", span=5, headroom=2.5, steps=0, rise=0.5)
    add("street_gate", "street", "LineString", [(-28, 40), (-40, 40), (-58, 40)], width=5)
    add("path", "street", "LineString", [(-10, 40), (-10, -20), (160, -20), (160, 40)], width=3)
    add("gate", "gate", "Point", [(-40, 40)], lanes=1, service_s=2, hall_capacity=400, windows=0, exit_lanes=1)
    add("inner", "zone", "Polygon", [(-40, -40), (-40, 80), (180, 80), (180, -40)], zone_class="access")
    add("entry", "entry", "Point", [(-56, 40)], mode="walk", capacity_per_min=300)
    add("hall", "theatre", "Point", [(-8, 42.2)], capacity=300, door_width=2.0, indoor=True, dwell_min=2)
    return town


DAY = """
title: In a row
map: town.geojson
day: {start: "08:00", end: "10:30"}
parameters: {demand.patience_min: 120, demand.entry_lead_min: 10, demand.early_min: 5}
passes: {ticket: {name_zh: 門票, name_en: Ticket}}
access: [{zone: inner, passes: [ticket]}]
populations:
  a: {name_zh: 行人, name_en: Riders, kind: visitor, count: 150, pass: ticket, entries: {entry: 1}, arrivals: {"08:00": 1, "08:10": 0},
      group_sizes: {1: 1}, boat_ride: 1, boat_charter: 0, wander: [hall], stay_h: 1.3, leave_by: "10:20"}
  b: {name_zh: 觀眾, name_en: Audience, kind: visitor, count: 40, pass: ticket, entries: {entry: 1}, arrivals: {"08:00": 1, "08:05": 0},
      group_sizes: {1: 1}, wander: [hall], stay_h: 0.5, leave_by: "10:20"}
programme:
  play: {title_zh: 戲, title_en: Play, kind: show, place: hall, doors: "08:05", start: "08:25", end: "09:00", audience: {b: 1}}
boats: {fleet: 1, services: {west: {kind: shared, from: dock_west, to: [dock_east], boats: 1, seats: 6}}}
"""

STUDY = """
title: Prices in a row
scenario: day.yaml
until: "%s"
base: {%s}
replications: %d
measures: [boats.riders, wait.gate.mean_min, people.left]
prices:
  - {name: boat, change: {boats.fleet: {add: 1}, boats.services.west.boats: {add: 1}}}
  - {name: lane, change: {map.gate.lanes: {add: 1}}}
  - {name: bridge, change: {map.arch.width: {add: 0.5}}}
  - {name: later, change: {programme.play.end: {add: 5}}}
  - {name: earlier, change: {programme.play.end: {add: -5}}}
  - {name: closed, change: {commands: {append: [{at: "08:00", do: close, target: arch}]}}}
  - {name: nothing, change: {map.gate.lanes: {add: 0}}}
"""


class PricesTest(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.folder = Path(self.temporary.name)
        (self.folder / "town.geojson").write_text(json.dumps(town()), encoding="utf-8")
        (self.folder / "day.yaml").write_text(DAY, encoding="utf-8")

    def run_study(self, text):
        study, out = self.folder / "study.yaml", self.folder / "out.sqlite"
        study.write_text(text, encoding="utf-8")
        out.unlink(missing_ok=True)
        run = subprocess.run([WUZHEN, "study", study, "--out", out, "--quiet"], capture_output=True, text=True, timeout=300)
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        return out

    def prices(self, *terms):
        with sqlite3.connect(self.run_study(STUDY % terms)) as db:
            answer = json.loads(db.execute("SELECT json FROM answer WHERE kind = 'prices'").fetchone()[0])
        return {p["name"]: {c["measure"]: c for c in p["changes"]} for p in answer["list"]}

    def worth(self, change, sign):
        """Shown to be so, or else not shown to be anything and small."""
        if sign == 0:
            self.assertLessEqual(change["low"], 0, change)
            self.assertGreaterEqual(change["high"], 0, change)
            self.assertLess(abs(change["change"]), 0.05 * max(1, change["from"]), change)
        else:
            self.assertGreater(min(sign * change["low"], sign * change["high"]), 0, change)

    def test_where_boats_are_few_only_a_boat_is_worth_anything(self):
        prices = self.prices("09:20", "populations.b.count: 0", 4)
        for name, sign in (("boat", 1), ("lane", 0), ("bridge", 0), ("later", 0), ("earlier", 0), ("closed", -1)):
            with self.subTest(name):
                self.worth(prices[name]["boats.riders"], sign)
        for change in prices["nothing"].values():
            self.assertEqual((change["low"], change["change"], change["high"]), (0, 0, 0))

    def test_where_the_gate_is_slow_only_a_lane_is_worth_anything(self):
        prices = self.prices("09:20", "populations.b.count: 0, map.gate.service_s: 150", 4)
        for name, sign in (("boat", 0), ("lane", 1), ("bridge", 0), ("later", 0), ("earlier", 0), ("closed", -1)):
            with self.subTest(name):
                self.worth(prices[name]["boats.riders"], sign)

    def test_where_a_show_keeps_people_only_its_end_is_worth_anything(self):
        prices = self.prices("09:11", "populations.a.count: 0", 4)
        for name, sign in (("boat", 0), ("lane", 0), ("bridge", 0), ("later", -1), ("earlier", 1)):
            with self.subTest(name):
                self.worth(prices[name]["people.left"], sign)

    def test_variants_share_their_visitors(self):
        """Where visitors make the wait, days that are long under one variant are long under another; other days are not."""
        with sqlite3.connect(self.run_study(f"""
title: Common random numbers
scenario: {SOURCE}/scenarios/tiny/one_gate.yaml
base: {{map.turnstiles.lanes: 1, map.turnstiles.hall_capacity: 20, populations.a.ticket_in_hand: 1}}
vary: [{{set: map.turnstiles.service_s, values: [3, 2.9]}}, {{set: demand.scale, values: [1, 1.05]}}]
replications: 40
measures: [wait.gate.mean_min, los.max_minute_density]
""")) as db:
            def values(variant, measure):
                return [v for (v,) in db.execute("SELECT value FROM measure WHERE variant = ? AND name = ? ORDER BY replication",
                                                 (variant, measure))]
            for variant in (1, 2, 3):
                for measure, least in (("wait.gate.mean_min", 0.75), ("los.max_minute_density", 0.5)):
                    a, b = values(0, measure), values(variant, measure)
                    self.assertGreater(statistics.correlation(a, b), least, (variant, measure))
                    self.assertLess(abs(statistics.correlation(a, b[1:] + b[:1])), 0.45)  # other visitors


if __name__ == "__main__":
    unittest.main()
