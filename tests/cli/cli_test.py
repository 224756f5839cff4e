#!/usr/bin/env python3
"""The command line as a user meets it: exit codes, messages, what is written and what is not.

    tests/cli/cli_test.py PROGRAM [unittest options]
"""
import json
import os
import pty
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

PROGRAM = ""
SOURCE = Path(__file__).resolve().parent.parent.parent
CORRIDOR = SOURCE / "maps/tiny/corridor.geojson"
HASH_LINE = re.compile(r"state hash [0-9a-f]{16} at \d\d:\d\d:\d\d")

SCENARIO = """title: A corridor
map: %s
day: {start: "08:00", end: "08:10"}
seed: 3
passes: {ticket: {name_zh: 門票, name_en: Ticket}}
populations:
  walkers:
    name_zh: 行人
    name_en: Walkers
    kind: visitor
    count: 40
    pass: ticket
    entries: {west: 0.5, east: 0.5}
    arrivals: {"08:00": 1, "08:05": 0}
    wander: [shop_east]
""" % CORRIDOR


class Cli(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="wuzhen_cli_")
        self.path = Path(self.folder.name)
        self.out = self.path / "out"

    def tearDown(self):
        self.folder.cleanup()

    def file(self, text, name="day.yaml"):
        path = self.path / name
        if isinstance(text, bytes):
            path.write_bytes(text)
        else:
            path.write_text(text, encoding="utf-8")
        return path

    def call(self, *args):
        return subprocess.run([PROGRAM, *map(str, args)], capture_output=True, timeout=120, cwd=self.path)

    def run_day(self, scenario, *more):
        return self.call("run", scenario, "--out", self.out, *more)

    def refused(self, scenario, *says, more=()):
        """Exit code 2, all of `says` on stderr, nothing on stdout, and nothing written."""
        before = sorted(self.path.rglob("*"))
        done = self.run_day(scenario, *more)
        error = done.stderr.decode()
        self.assertEqual(done.returncode, 2, error)
        self.assertEqual(done.stdout, b"")
        for text in says:
            self.assertIn(text, error)
        self.assertTrue(all(line.startswith("error: ") for line in error.splitlines()), error)
        self.assertEqual(sorted(self.path.rglob("*")), before)

    def line_of(self, text, part):
        return next(i for i, line in enumerate(text.split("\n"), 1) if part in line)

    def refuses_edit(self, old, new, *says):
        """A scenario in which `old` is replaced: the message names the line."""
        self.assertIn(old, SCENARIO)
        text = SCENARIO.replace(old, new)
        path = self.file(text)
        self.refused(path, "%s:%d: " % (path, self.line_of(text, new.split("\n")[-1])), *says)

    # ---- mistakes in scenarios ----------------------------------------------------------------------------------

    def test_unknown_key(self):
        self.refuses_edit("seed: 3", "seeed: 3", "unknown key seeed", "did you mean `seed`?")

    def test_wrong_type(self):
        self.refuses_edit("count: 40", "count: many", "count is many", "a whole number from 0 to 1000000")

    def test_out_of_range(self):
        self.refuses_edit("count: 40", "count: -1", "count is -1", "from 0 to 1000000")

    def test_fractional_seed(self):
        self.refuses_edit("seed: 3", "seed: 3.5", "a whole number")

    def test_missing_place(self):
        self.refuses_edit("wander: [shop_east]", "wander: [shop_eest]", "there is no place \"shop_eest\"", "did you mean `shop_east`?")

    def test_dangling_reference(self):
        self.refuses_edit("pass: ticket", "pass: badge", "there is no pass \"badge\"")

    def test_impossible_window(self):
        self.refuses_edit('end: "08:10"', 'end: "07:10"', "the day ends before it begins")

    def test_missing_key(self):
        self.refused(self.file("title: T\nmap: %s\n" % CORRIDOR), "day is missing")

    def test_all_mistakes_at_once(self):
        text = SCENARIO.replace("seed: 3", "seeed: 3").replace("count: 40", "count: -1").replace("west: 0.5", "west: 0.7")
        path = self.file(text)
        self.refused(path, *["%s:%d: " % (path, self.line_of(text, part)) for part in ("seeed", "count: -1", "west: 0.7")])

    def test_until_outside_the_day(self):
        path = self.file(SCENARIO)
        self.refused(path, "--until", "08:10:00", more=("--until", "09:00"))
        self.refused(path, "--until", more=("--until", "soon"))

    def test_parameter(self):
        path = self.file(SCENARIO)
        self.refused(path, "there is no parameter routing.logits", "did you mean", more=("--set", "routing.logits=3"))
        self.refused(path, "routing.logit_s", more=("--set", "routing.logit_s=-1"))

    # ---- files that are none ------------------------------------------------------------------------------------

    def test_broken_yaml(self):
        path = self.file("title: [\n")
        self.refused(path, str(path), "YAML syntax")

    def test_empty_file(self):
        self.refused(self.file(""), "day.yaml")

    def test_binary_file(self):
        self.refused(self.file(bytes(range(256)) * 4), "day.yaml")

    def test_directory(self):
        self.refused(self.path, str(self.path))

    def test_missing_file(self):
        self.refused(self.path / "nowhere.yaml", "nowhere.yaml")

    def test_broken_map(self):
        broken = self.file(CORRIDOR.read_text(encoding="utf-8")[:-40], "broken.geojson")
        self.refused(self.file(SCENARIO.replace(str(CORRIDOR), str(broken))), "broken.geojson:")
        self.refused(self.file(SCENARIO.replace(str(CORRIDOR), "nowhere.geojson")), "nowhere.geojson")
        for map_file in (broken, self.file("", "empty.geojson"), self.file(b"\x7fELF\x00\xff", "binary.geojson"), self.path):
            done = self.call("map", "check", map_file)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn(str(map_file), done.stderr.decode())

    def test_unwritable_output(self):
        scenario, file = self.file(SCENARIO), self.file("text", "taken")
        for out in (file, file / "below", "/proc/nowhere"):
            done = self.call("run", scenario, "--out", out)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn(str(out), done.stderr.decode())
            self.assertEqual(done.stdout, b"")
        self.assertEqual(file.read_text(), "text")

    # ---- the command line itself ---------------------------------------------------------------------------------

    def test_usage(self):
        for args in ((), ("walk",), ("run",), ("run", "a.yaml", "--threads", "0"), ("run", "a.yaml", "--speed"), ("map",)):
            self.assertEqual(self.call(*args).returncode, 2, args)

    def test_help_has_examples(self):
        for args in ((), ("run",), ("map",), ("map", "check"), ("lint",), ("params",)):
            done = self.call(*args, "--help")
            self.assertEqual(done.returncode, 0)
            self.assertRegex(done.stdout.decode(), r"Examples?:\n  wuzhen " + " ".join(args), args)

    def test_params(self):
        done = self.call("params")
        self.assertEqual(done.returncode, 0)
        self.assertIn("routing.logit_s", done.stdout.decode())

    # ---- runs ----------------------------------------------------------------------------------------------------

    def test_run(self):
        done = self.run_day(self.file(SCENARIO))
        self.assertEqual(done.returncode, 0, done.stderr)
        last = done.stdout.decode().splitlines()[-1]
        self.assertRegex(last, r"^%s$" % HASH_LINE.pattern)
        self.assertTrue(last.endswith("at 08:10:00"))
        self.assertNotIn(b"\r", done.stderr)  # a progress bar is for terminals
        summary = json.loads((self.out / "summary.json").read_text(encoding="utf-8"))
        self.assertTrue(summary["complete"])
        self.assertIn(summary["state_hash"], last)
        again = self.run_day(self.out.parent / "day.yaml", "--threads", "2", "--quiet")
        self.assertEqual(again.stdout.decode().splitlines()[-1], last)
        self.assertEqual(again.stderr, b"")

    def test_run_on_a_terminal_shows_progress(self):
        scenario = self.file(SCENARIO)
        ours, theirs = pty.openpty()
        done = subprocess.run([PROGRAM, "run", scenario, "--out", self.out], stdout=subprocess.PIPE, stderr=theirs, timeout=120)
        os.close(theirs)
        shown = os.read(ours, 1 << 16)
        os.close(ours)
        self.assertEqual(done.returncode, 0)
        self.assertIn(b"\r08:", shown)

    def test_interrupt(self):
        text = SCENARIO.replace('end: "08:10"', 'end: "47:00"').replace("count: 40", "count: 4000")
        text = text.replace('"08:05": 0', '"46:00": 0')
        run = subprocess.Popen([PROGRAM, "run", str(self.file(text)), "--out", str(self.out), "--threads", "1"],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        deadline = time.monotonic() + 30
        while not list(self.out.glob("*events*")) and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(0.3)
        run.send_signal(signal.SIGINT)
        out, error = run.communicate(timeout=60)
        self.assertEqual(run.returncode, 130, error)
        self.assertRegex(out.decode().splitlines()[-1], r"^%s$" % HASH_LINE.pattern)
        summary = json.loads((self.out / "summary.json").read_text(encoding="utf-8"))
        self.assertFalse(summary["complete"])
        self.assertTrue((self.out / "report.html").exists())
        self.assertFalse([p for p in self.out.iterdir() if p.suffix in (".part", ".tmp")])

    # ---- experiments --------------------------------------------------------------------------------------------

    EXPERIMENT = """title: A walk
map: %s
day: {start: "00:00", end: "00:02"}
crowds: {walker: {area: corridor, count: 3, speed: 1.3, exits: end}}
measures: {walker: {kind: crowd}}
expect:
  - {value: walker.arrived, target: 3, tolerance: 0, source: test}
  - {value: walker.last_s, at_most: 60, source: test}
""" % (SOURCE / "scenarios/validation/corridor_40.geojson")

    def validate(self, text, *more):
        return self.call("validate", self.file(text, "walk.yaml"), "--out", self.out, *more)

    def test_validate(self):
        done = self.validate(self.EXPERIMENT)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("3 of 3 pass", done.stdout.decode())
        self.assertIn("walker.arrived", (self.out / "validation.html").read_text())
        again = self.validate(self.EXPERIMENT, "--json", "--threads", "2")
        verdicts = json.loads(again.stdout)["experiments"][0]["verdicts"]
        self.assertEqual([v["verdict"] for v in verdicts], ["pass"] * 3)

    def test_validate_the_documented_example(self):
        text = (SOURCE / "scenarios/validation/README.md").read_text(encoding="utf-8")
        self.file(re.search(r"```json\n(.*?)```", text, re.S).group(1), "door.geojson")
        done = self.validate(re.search(r"```yaml\n(.*?)```", text, re.S).group(1))
        self.assertEqual(done.returncode, 0, done.stderr.decode() + done.stdout.decode())
        self.assertIn("reported", done.stdout.decode())

    def test_validate_says_what_fails(self):
        done = self.validate(self.EXPERIMENT.replace("at_most: 60", "at_most: 10"))
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout.decode(), r"walker.last_s .* FAIL")
        done = self.validate(self.EXPERIMENT.replace("count: 3", "count: 0").replace("arrived, target: 3", "arrived, target: 0"))
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout.decode(), r"walker.last_s .* none  FAIL")

    def test_validate_refuses_mistakes(self):
        for old, new, line, says in [("exits: end", "exits: ende", 4, "did you mean `end`?"), ("kind: crowd", "kind: crwd", 5, "crwd"),
                                     ("walker.last_s", "walker.lost_s", 8, "did you mean `last_s`?"), ("at_most: 60", "at_mots: 60", 8, "unknown key expect.at_mots")]:
            done = self.validate(self.EXPERIMENT.replace(old, new))
            self.assertEqual(done.returncode, 2)
            self.assertIn("walk.yaml:%d: " % line, done.stderr.decode())
            self.assertIn(says, done.stderr.decode())
            self.assertFalse(self.out.exists())

    def test_map_check(self):
        done = self.call("map", "check", CORRIDOR)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertEqual(done.stdout.decode().splitlines()[-1], "no errors")
        other = self.call("map", "check", SOURCE / "maps/tiny/crossing.geojson", "--scenario", self.file(SCENARIO))
        self.assertEqual(other.returncode, 2)
        self.assertIn("day.yaml", other.stderr.decode())

    def test_lint(self):
        for name, code, says in (("cordon", 0, "nobody would be stranded"),
                                 ("stranded", 1, "press_tour cannot follow their itinerary: precinct is closed to the pass press")):
            done = self.call("lint", SOURCE / f"scenarios/library/{name}.yaml")
            self.assertEqual(done.returncode, code, done.stdout)
            self.assertIn(says, done.stdout.decode())
        self.assertEqual(self.call("lint", self.file("title: T\n")).returncode, 2)

    def test_cordon_in_a_log(self):
        library = (SOURCE / "scenarios/library/cordon.yaml").as_posix()
        bare = self.file(f"extends: {library}\ncommands: []\n", "bare.yaml")
        head = {"wuzhen_commands": 1, "scenario": str(bare)}
        order = {"at": "09:20:00.0", "do": "cordon", "target": "precinct", "pass": "ticket", "until": "09:35:00.0"}
        for entry, says in ((order, None), (order | {"pass": "nobody"}, "log.jsonl:2: "),
                            (order | {"until": "09:10"}, "the cordon ends at 09:10"),
                            (order | {"target": "hall"}, "log.jsonl:2: "), (order | {"value": 1}, "no value")):
            log = self.file(json.dumps(head) + "\n" + json.dumps(entry) + "\n", "log.jsonl")
            done = self.call("run", bare, "--commands", log, "--out", self.out, "--quiet", "--until", "09:40")
            self.assertEqual(done.returncode, 2 if says else 0, done.stderr)
            if says:
                self.assertIn(says, done.stderr.decode())
        ran = self.call("run", bare, "--commands", self.file(json.dumps(head) + "\n" + json.dumps(order) + "\n", "log.jsonl"),
                        "--out", self.out, "--quiet", "--until", "09:40")
        planned = self.call("run", library, "--out", self.out, "--quiet", "--until", "09:40")
        self.assertEqual(HASH_LINE.findall(ran.stdout.decode()), HASH_LINE.findall(planned.stdout.decode()))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    PROGRAM = str(Path(sys.argv.pop(1)).resolve())
    unittest.main(verbosity=1)
