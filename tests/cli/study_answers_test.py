#!/usr/bin/env python3
"""What studies answer, on tiny towns where the answer is known: capacity, price list, timetable, comparison.

    tests/cli/study_answers_test.py WUZHEN
"""
import json
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

WUZHEN = sys.argv.pop(1)
SOURCE = Path(__file__).resolve().parents[2]
GATE = f"scenario: {SOURCE}/scenarios/tiny/one_gate.yaml\n"
# One lane that serves in exactly 3 s, room for everybody in its hall, people who come alone.
ONE_LANE = """base:
  map.turnstiles.lanes: 1
  map.turnstiles.hall_capacity: 2000
  populations.a.group_sizes: {1: 1}
  populations.a.ticket_in_hand: 1
  queueing.service_cv: 0
"""


def breaks(people, chance, lanes_s=3.0, window_s=300.0, limit_s=180.0):
    """Whether 5 % wait longer than the limit: Lindley's recursion over people who come at any time of the window."""
    waits, free_at = [], 0.0
    for arrival in sorted(chance.uniform(0, window_s) for _ in range(people)):
        begin = max(arrival, free_at)
        waits.append(begin - arrival)
        free_at = begin + lanes_s
    waits.sort()
    return waits[-(len(waits) // 20) - 1] > limit_s


def relative_half_width(values):
    """By Student's t, for 5, 10, … 40 values."""
    t = {5: 2.776, 10: 2.262, 15: 2.145, 20: 2.093, 25: 2.064, 30: 2.045, 35: 2.032, 40: 2.023}[len(values)]
    return t * statistics.stdev(values) / len(values) ** 0.5 / statistics.mean(values)


def known_capacity(alpha):
    """Most people with P(breaks) ≤ alpha."""
    chance = random.Random(1)
    low, high = 100, 240
    while high - low > 1:
        middle = (low + high) // 2
        share = sum(breaks(middle, chance) for _ in range(3000)) / 3000
        low, high = (middle, high) if share <= alpha else (low, middle)
    return low


class AnswersTest(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.folder = Path(self.temporary.name)
        self.out = self.folder / "out.sqlite"

    def study(self, text, command="study", *options):
        file = self.folder / "study.yaml"
        file.write_text(text, encoding="utf-8")
        self.out.unlink(missing_ok=True)
        run = subprocess.run([WUZHEN, command, file, "--out", self.out, *options], capture_output=True, text=True, timeout=300)
        self.assertEqual(run.returncode, 0, run.stderr)
        return run.stdout

    def answer(self, kind):
        with sqlite3.connect(self.out) as db:
            return json.loads(db.execute("SELECT json FROM answer WHERE kind = ?", (kind,)).fetchone()[0])

    def test_the_capacity_of_a_gate_is_that_of_its_queue(self):
        self.study("title: M/D/1\n" + GATE + ONE_LANE + """
criteria: [{measure: wait.gate.p95_min, above: 3}]
capacity: {set: populations.a.count, whole: true, from: 100, to: 240, steps: 70, alpha: 0.1, replications: 60}
""", "capacity")
        answer = self.answer("capacity")
        known = known_capacity(0.1)
        self.assertLessEqual(answer["holds"]["people"], known)
        self.assertGreaterEqual(answer["breaks"]["people"], known)
        self.assertLess(answer["breaks"]["people"] - answer["holds"]["people"], 20)
        self.assertEqual(answer["binding"][0]["element"], "turnstiles")
        self.assertTrue(8 * 3600 < answer["binding"][0]["at_s"] < 8.2 * 3600)
        # 625 m² of surface, open for 20 minutes, a stay of 9: LB/T 034-2014 at 5 m² per person
        self.assertEqual(answer["standards"]["area_m2"], 625)
        self.assertAlmostEqual(answer["standards"]["path"]["instant"][1], 125)
        self.assertAlmostEqual(answer["standards"]["path"]["daily"][1], 125 * 20 / 9)

    def test_a_search_in_parts_ends_with_the_same_answer(self):
        text = "title: Parts\n" + GATE + ONE_LANE + """
criteria: [{measure: wait.gate.p95_min, above: 3}]
capacity: {set: populations.a.count, whole: true, from: 100, to: 240, steps: 35, alpha: 0.1, replications: 40}
"""
        self.study(text, "capacity")
        alone = self.answer("capacity")
        parts = [self.folder / f"part{i}.sqlite" for i in (1, 2)]
        for i, part in enumerate(parts):
            subprocess.run([WUZHEN, "capacity", self.folder / "study.yaml", "--out", part, "--quiet", "--shard", f"{i + 1}/2"],
                           check=True, capture_output=True, timeout=300)
        self.out.unlink()
        subprocess.run([WUZHEN, "study", "merge", self.out, *parts], check=True, capture_output=True, timeout=60)
        end = subprocess.run([WUZHEN, "capacity", self.folder / "study.yaml", "--out", self.out, "--resume", "--quiet"], check=True,
                             capture_output=True, text=True, timeout=300).stdout
        self.assertEqual(self.answer("capacity"), alone)
        left = int(end.split(" runs made now")[0].split()[-1])
        self.assertLess(left, alone["runs"] / 2)  # the rest was made by the parts

    PRICES = """
replications: 60
places_by_hour: true
measures: [wait.gate.mean_min, wait.gate.p95_min]
prices:
  - {name: lane, change: {map.turnstiles.lanes: {add: 1}}}
  - {name: quicker, change: {map.turnstiles.service_s: {add: -0.5}}}
  - {name: exit lane, change: {map.turnstiles.exit_lanes: {add: 1}}}
  - {name: window, change: {map.turnstiles.windows: {add: 1}}}
  - {name: nothing, change: {map.turnstiles.lanes: {add: 0}}}
"""

    def test_only_the_bottleneck_has_a_price(self):
        self.study("title: Prices\n" + GATE + ONE_LANE + self.PRICES)
        prices = {p["name"]: p["changes"] for p in self.answer("prices")["list"]}
        for change in prices["lane"]:
            self.assertLess(change["high"], 0)
        for change in prices["quicker"]:  # a queue stays a queue: what days share shows; with two lanes hardly anybody waits
            self.assertLess(change["high"], 0)
            self.assertGreater(change["correlation"], 0.3)
        for name in ("exit lane", "window", "nothing"):
            for change in prices[name]:
                self.assertEqual((change["low"], change["high"]), (0, 0), (name, change))
        text = subprocess.run([WUZHEN, "study", "compare", self.out, "base", "nothing"], capture_output=True, text=True,
                              check=True).stdout
        self.assertEqual(text.count("0 of 2 differ"), 2, text)
        text = subprocess.run([WUZHEN, "study", "compare", self.out, "base", "lane"], capture_output=True, text=True,
                              check=True).stdout
        self.assertIn("wait.gate.mean_min", text)
        self.assertIn("*", text)

    TIMETABLE = """
deconflict:
  minimise: wait.gate.mean_min
  replications: 3
  exhaustive: %s
  choices:
    - {name: a, options: {early: {"populations.a.arrivals": {"08:00": 1, "08:02": 0}}, late: {"populations.a.arrivals": {"08:05": 1, "08:07": 0}}, spread: {"populations.a.arrivals": {"08:00": 1, "08:06": 0}}}}
    - {name: lanes, options: {slow: {map.turnstiles.service_s: 4}, quick: {map.turnstiles.service_s: 2}}}
    - {name: exit, options: {two: {map.turnstiles.exit_lanes: 2}, one: {map.turnstiles.exit_lanes: 1}}}
"""

    def test_the_timetable_found_is_that_of_trying_everything(self):
        quick = self.study("title: T\n" + GATE + ONE_LANE + "replications: 1\n" + self.TIMETABLE % "false") and self.answer("timetable")
        full = self.study("title: T\n" + GATE + ONE_LANE + "replications: 1\n" + self.TIMETABLE % "true") and self.answer("timetable")
        self.assertEqual(len(full["tried"]), 12)
        self.assertEqual(full["gain"]["to"], min(t["score"] for t in full["tried"]))
        self.assertEqual(quick["chosen"], full["chosen"])
        self.assertLess(len(quick["tried"]), 12)
        self.assertIn("a=spread, lanes=quick", full["chosen"])

    def test_a_variant_is_run_until_it_is_known_well_enough(self):
        self.study("title: Stop\n" + GATE + ONE_LANE + """
vary: [{set: map.turnstiles.service_s, values: [1, 2, 3, 4]}]
replications: {min: 5, max: 40, batch: 5, relative_half_width: 0.08, of: [wait.gate.mean_min]}
measures: [wait.gate.mean_min]
""")
        with sqlite3.connect(self.out) as db:
            rows = db.execute("SELECT variant, value FROM measure WHERE name LIKE 'wait%' ORDER BY variant, replication").fetchall()
        stops = []
        for variant in range(4):
            values = [v for k, v in rows if k == variant]
            stops.append(len(values))
            for n in range(5, len(values), 5):
                self.assertGreater(relative_half_width(values[:n]), 0.08, "should have stopped earlier")
            if len(values) < 40:
                self.assertLessEqual(relative_half_width(values), 0.08, "stopped too early")
        self.assertGreater(len(set(stops)), 1, stops)


class ReadyStudiesTest(unittest.TestCase):
    def test_every_ready_study_is_sound_and_says_how_long_it_takes(self):
        studies = sorted((SOURCE / "scenarios/studies").glob("*.yaml"))
        self.assertGreaterEqual(len(studies), 7)
        for study in studies:
            run = subprocess.run([WUZHEN, "study", study, "--dry-run"], capture_output=True, text=True, timeout=120)
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertIn("takes: ", study.read_text(encoding="utf-8"), study)

    def test_a_small_study_becomes_a_page_that_needs_nothing_else(self):
        with tempfile.TemporaryDirectory() as folder:
            out, page = Path(folder) / "tiny.sqlite", Path(folder) / "tiny.html"
            for command in ("capacity", "study"):
                subprocess.run([WUZHEN, command, SOURCE / "scenarios/studies/tiny_capacity.yaml", "--out", out, "--resume",
                                "--quiet"], check=True, capture_output=True, timeout=300)
            subprocess.run([WUZHEN, "report", out], check=True, capture_output=True, timeout=60)
            html = page.read_text(encoding="utf-8")
        data = json.loads(html.split('<script id="data" type="application/json">')[1].split("</script>")[0])
        self.assertEqual(data["capacity"]["binding"][0]["element"], "turnstiles")
        self.assertLess(data["capacity"]["holds"]["people"], data["capacity"]["breaks"]["people"])
        self.assertIn("base", [v["name"] for v in data["variants"]])
        self.assertTrue(any(p["id"] == "approach" for p in data["map"]["patches"]))
        self.assertEqual(data["runs"]["failed"], 0)
        for outside in ('src="', "@import", 'rel="stylesheet"', "url(http"):
            self.assertNotIn(outside, html)
        self.assertNotRegex(html, "%(title|style|chart|data|script)%")


if __name__ == "__main__":
    unittest.main()
