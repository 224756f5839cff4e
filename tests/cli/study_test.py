#!/usr/bin/env python3
"""Studies from outside: killed at any moment they lose nothing, failures are kept, files that cannot be used are refused.

    tests/cli/study_test.py WUZHEN
"""
import os
import pty
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

WUZHEN = sys.argv.pop(1)
SOURCE = Path(__file__).resolve().parents[2]
STUDY = f"""
title: Lanes of a gate
scenario: {SOURCE}/scenarios/tiny/one_gate.yaml
vary:
  - {{set: map.turnstiles.lanes, values: [1, 3]}}
  - {{set: demand.scale, values: [0.5, 1]}}
replications: 12
measures: [wait.gate.mean_min, people.peak_on_site]
series: [queue_gate_turnstiles]
places_by_hour: true
"""
TABLES = ["study", "variant", "run", "measure", "series", "place_hour", "wait", "answer"]


def dump(file):
    """Everything but wall times, in order."""
    rows = []
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as db:
        for table in TABLES:
            columns = [c[1] for c in db.execute(f"PRAGMA table_info({table})") if c[1] != "wall_s"]
            rows += [(table, *row) for row in db.execute(f"SELECT {','.join(columns)} FROM {table} ORDER BY {','.join(columns)}")]
    return rows


class StudyTest(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.folder = Path(self.temporary.name)
        self.study = self.write("study.yaml", STUDY)

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")
        return self.folder / name

    def run_study(self, out, *options, study=None, code=0, **popen):
        run = subprocess.run([WUZHEN, "study", study or self.study, "--out", out, *options], capture_output=True,
                             text=True, timeout=120, **popen)
        self.assertEqual(run.returncode, code, run.stdout + run.stderr)
        return run.stdout + run.stderr

    def test_killed_at_any_moment_it_ends_with_the_same_rows(self):
        whole, killed = self.folder / "whole.sqlite", self.folder / "killed.sqlite"
        began = time.monotonic()
        self.run_study(whole, "--jobs", "1")
        takes = time.monotonic() - began  # s; half as long with two jobs
        chance, kills = random.Random(7), 0
        while True:
            process = subprocess.Popen([WUZHEN, "study", self.study, "--out", killed, "--jobs", "2", "--resume", "--quiet"],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            try:
                process.wait(chance.uniform(0.0, takes / 8))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait()
            error = process.stderr.read().decode()
            process.stderr.close()
            if process.returncode == 0:
                break
            self.assertEqual(process.returncode, -signal.SIGKILL, error)
            kills += 1
            self.assertLess(kills, 500)
            self.no_half_runs(killed)
        self.assertGreater(kills, 5)
        self.assertEqual(dump(whole), dump(killed))

    def no_half_runs(self, file):
        """No journal is rolled back here: a reader would; so ask a copy as a program that opens it would."""
        if not file.exists() or file.stat().st_size == 0:
            return
        copy = self.folder / "copy.sqlite"
        copy.write_bytes(file.read_bytes())
        journal = Path(f"{file}-journal")
        if journal.exists():
            Path(f"{copy}-journal").write_bytes(journal.read_bytes())
        with sqlite3.connect(copy) as db:
            if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
                return
            for replication, measures, minutes in db.execute(
                    "SELECT replication, (SELECT count(*) FROM measure m WHERE (m.variant, m.replication) ="
                    " (r.variant, r.replication)), (SELECT count(*) FROM series s WHERE (s.variant, s.replication) ="
                    " (r.variant, r.replication)) FROM run r"):
                self.assertEqual((measures, minutes), (2, 20), replication)
        copy.unlink()

    def test_a_killed_worker_is_replaced(self):
        whole, out = self.folder / "whole.sqlite", self.folder / "out.sqlite"
        began = time.monotonic()
        self.run_study(whole, "--jobs", "2")
        takes = time.monotonic() - began
        process = subprocess.Popen([WUZHEN, "study", self.study, "--out", out, "--jobs", "2", "--quiet"],
                                   stdout=subprocess.DEVNULL)
        kills = 0
        while process.poll() is None and kills < 6:
            children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
            if children:
                os.kill(int(children[0]), signal.SIGKILL)  # memory ran out
                kills += 1
            time.sleep(takes / 20)
        self.assertEqual(process.wait(60), 0)
        self.assertGreater(kills, 2)
        self.assertEqual(dump(whole), dump(out))

    def test_a_killed_capacity_search_ends_with_the_same_answer(self):
        study = self.write("capacity.yaml", f"""
title: Capacity
scenario: {SOURCE}/scenarios/tiny/one_gate.yaml
base: {{map.turnstiles.lanes: 1, map.turnstiles.hall_capacity: 500}}
criteria: [{{measure: wait.gate.p95_min, above: 1}}]
capacity: {{set: populations.a.count, whole: true, from: 40, to: 160, steps: 24, alpha: 0.2}}
""")
        whole, killed = self.folder / "whole.sqlite", self.folder / "killed.sqlite"
        command = [WUZHEN, "capacity", study, "--quiet", "--resume", "--out"]
        began = time.monotonic()
        subprocess.run([*command, whole, "--jobs", "1"], check=True, stdout=subprocess.DEVNULL, timeout=120)
        takes = time.monotonic() - began  # s; half as long with two jobs
        for share in (0.1, 0.12, 0.14):
            with self.assertRaises(subprocess.TimeoutExpired):  # kills with 9
                subprocess.run([*command, killed, "--jobs", "2"], timeout=share * takes, stdout=subprocess.DEVNULL)
        subprocess.run([*command, killed, "--jobs", "2"], check=True, stdout=subprocess.DEVNULL, timeout=120)
        self.assertEqual(dump(whole), dump(killed))

    def test_what_is_finished_is_not_run_again(self):
        out = self.folder / "a.sqlite"
        self.assertIn("48 runs made", self.run_study(out))
        self.assertIn("0 runs made", self.run_study(out, "--resume"))
        self.assertIn("already", self.run_study(out, code=2))

    def test_the_same_visitors_meet_every_variant(self):
        out = self.folder / "a.sqlite"
        self.run_study(out)
        with sqlite3.connect(out) as db:
            seeds = db.execute("SELECT variant, group_concat(seed) FROM run GROUP BY variant").fetchall()
        self.assertEqual(len({s for _, s in seeds}), 1)

    def test_a_failed_run_is_recorded_and_the_study_goes_on(self):
        study = self.write("f.yaml", f"""
title: A combination that is no day
scenario: {SOURCE}/scenarios/tiny/one_gate.yaml
vary:
  - {{set: populations.a.tour_min, values: [20, 30]}}
  - {{set: populations.a.tour_max, values: [40, 25]}}
replications: 2
""")
        out = self.folder / "f.sqlite"
        text = self.run_study(out, study=study)
        self.assertIn("failed: variant 3", text)
        with sqlite3.connect(out) as db:
            rows = db.execute("SELECT variant, status, reason FROM run ORDER BY variant, replication").fetchall()
        self.assertEqual([r[1] for r in rows], ["done"] * 6 + ["failed"] * 2)
        self.assertIn("tour_m", rows[-1][2])
        self.assertIn("0 runs made", self.run_study(out, "--resume", study=study))
        self.assertIn("2 runs made", self.run_study(out, "--resume", "--retry-failed", study=study))

    def test_a_study_with_mistakes_is_refused_with_all_of_them(self):
        study = self.write("m.yaml", f"""
title: Mistakes
scenario: {SOURCE}/scenarios/tiny/one_gate.yaml
vary: [{{set: map.turnstile.lanes, values: [1]}}, {{set: populations.b.count, values: [3]}}]
measures: [wait.gates.mean_min]
""")
        text = self.run_study(self.folder / "m.sqlite", study=study, code=2)
        for part in ("m.yaml:4", "no feature `turnstile`", "populations.b", "did you mean `wait.gate.mean_min`"):
            self.assertIn(part, text)
        self.assertFalse((self.folder / "m.sqlite").exists())

    def test_another_study_is_not_continued(self):
        out = self.folder / "a.sqlite"
        self.run_study(out)
        other = self.write("other.yaml", STUDY.replace("[0.5, 1]", "[0.5, 0.9]"))
        self.assertIn("study digest", self.run_study(out, "--resume", study=other, code=2))
        more = self.write("more.yaml", STUDY.replace("replications: 12", "replications: 13"))
        self.assertIn("4 runs made", self.run_study(out, "--resume", study=more))

    def test_parts_merge_to_the_same_rows(self):
        whole = self.folder / "whole.sqlite"
        self.run_study(whole)
        parts = []
        for i in (1, 2, 3):
            parts.append(self.folder / f"part{i}.sqlite")
            self.run_study(parts[-1], "--shard", f"{i}/3")
        merged = self.folder / "merged.sqlite"
        subprocess.run([WUZHEN, "study", "merge", merged, *parts], check=True, capture_output=True, timeout=60)
        self.assertEqual(dump(whole), dump(merged))

    def test_damaged_locked_and_full(self):
        out = self.folder / "a.sqlite"
        self.run_study(out)
        good = out.read_bytes()
        damaged = self.folder / "damaged.sqlite"
        damaged.write_bytes(good[:2000] + b"\x55" * 6000 + good[8000:])
        self.assertIn("damaged", self.run_study(damaged, "--resume", code=2))
        damaged.write_bytes(b"not a database " * 100)
        self.assertIn("damaged", self.run_study(damaged, "--resume", code=2))
        with sqlite3.connect(out) as db:
            db.execute("BEGIN EXCLUSIVE")
            self.assertIn("another program", self.run_study(out, "--resume", code=2))
            db.execute("ROLLBACK")
        self.full_disk()

    def full_disk(self):
        def small_files():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (70_000, 70_000))
        full, whole = self.folder / "full.sqlite", self.folder / "whole2.sqlite"
        self.assertIn("--resume", self.run_study(full, code=2, preexec_fn=small_files))
        self.run_study(full, "--resume")
        self.run_study(whole)
        self.assertEqual(dump(full), dump(whole))

    def test_an_interrupted_study_says_how_to_go_on(self):
        out = self.folder / "i.sqlite"
        process = subprocess.Popen([WUZHEN, "study", self.study, "--out", out, "--jobs", "1"], stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, text=True)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        text, _ = process.communicate(timeout=20)
        self.assertEqual(process.returncode, 130, text)
        self.assertIn("--resume", text)

    def test_a_limit_ends_a_study_that_can_be_resumed(self):
        out = self.folder / "l.sqlite"
        limited = self.write("l.yaml", STUDY + "limits: {runs: 7}\n")
        self.assertIn("limit of 7 runs", self.run_study(out, "--jobs", "1", study=limited))
        self.assertIn("41 runs made", self.run_study(out, "--resume"))

    def test_a_latin_hypercube_of_runs(self):
        study = self.write("lhs.yaml", f"""
title: Hypercube
scenario: {SOURCE}/scenarios/tiny/one_gate.yaml
vary:
  - {{set: map.turnstiles.lanes, from: 1, to: 4, whole: true}}
  - {{set: demand.scale, from: 0.2, to: 1}}
latin_hypercube: 8
replications: 1
""")
        out = self.folder / "lhs.sqlite"
        self.run_study(out, study=study)
        with sqlite3.connect(out) as db:
            names = [n for (n,) in db.execute("SELECT name FROM variant")]
            people = sorted(v for (v,) in db.execute("SELECT value FROM measure WHERE name = 'people.entered'"))
        self.assertEqual(sorted(n.split(",")[0][-1] for n in names), list("11223344"))
        for i, value in enumerate(people):  # one of eight strata each, of 24 to 120 people
            self.assertTrue(23 + 12 * i <= value <= 37 + 12 * i, people)

    def test_progress_with_time_left_on_a_terminal_only(self):
        master, slave = pty.openpty()
        process = subprocess.Popen([WUZHEN, "study", self.study, "--out", self.folder / "p.sqlite"], stdout=subprocess.DEVNULL,
                                   stderr=slave)
        os.close(slave)
        shown = b""
        while True:
            try:
                part = os.read(master, 4096)
            except OSError:
                break
            if not part:
                break
            shown += part
        os.close(master)
        self.assertEqual(process.wait(60), 0)
        self.assertRegex(shown.decode(), r"\[#+\.+\] \d+ of 48 runs  about \d+ s left")

    def test_two_names_for_one_variant_are_run_once(self):
        study = self.write("twice.yaml", STUDY.replace("[0.5, 1]", "[0.5, 0.5]").replace("12", "3"))
        self.assertIn("6 runs made", self.run_study(self.folder / "t.sqlite", study=study))

    def test_a_folder_that_is_not_there(self):
        self.assertIn("choose a file in a folder that exists", self.run_study(self.folder / "none" / "a.sqlite", code=2))

    def test_csv(self):
        out = self.folder / "a.sqlite"
        self.run_study(out)
        subprocess.run([WUZHEN, "study", "csv", out, self.folder / "csv"], check=True, timeout=60)
        lines = (self.folder / "csv" / "run.csv").read_text().splitlines()
        self.assertEqual(len(lines), 49)
        self.assertTrue(lines[0].startswith("variant,replication,seed,status"))


if __name__ == "__main__":
    unittest.main()
