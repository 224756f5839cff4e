#!/usr/bin/env python3
"""Is the present tree slower than a base revision? Paired benchmark runs, in ABBA order.

    tools/bench_compare.py [BASE] [--short] [--filter RE] [--limit 1.10] ...      BASE: the commit before, HEAD~1
    tools/bench_compare.py --self-test

Builds BASE in a git worktree under build/bench_base/ and the present tree in build/, runs both programs in turn, and
takes, for each benchmark and each round, the ratio present/base. The interval is the sign test's, on the median of
these ratios: no assumption about the shape of the noise. A benchmark is SLOWER only when the whole interval lies above
the limit; one with too wide an interval is `unclear`. Exit code 1 when something is SLOWER or fails to run.

A commit that makes the step do more work may cost more, and says so with the reason, in its message:
    Slower: Step/.* 1.40 boats run on every canal now
Benchmarks that match the whole expression then have this limit, as long as that commit is among those compared.
"""
import argparse
import json
import math
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MIN_ROUNDS = 5  # with fewer, no interval excludes chance: 1/2^5 = 3 %


class NotCompared(Exception):
    """The base cannot serve as a base: said, and not a failure of the present tree."""


class PresentFails(Exception):
    """The present tree does not build or run."""


class Clock:
    def __init__(self, limit_s):
        self.end = time.monotonic() + limit_s if limit_s else math.inf

    def left_s(self):
        return self.end - time.monotonic()

    def timeout(self):
        return None if self.end == math.inf else max(0.1, self.left_s())


def run(command, clock, error, what):
    """Runs a command in ROOT; its output is kept for the case that it fails."""
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=clock.timeout())
    except subprocess.TimeoutExpired:
        raise NotCompared(f"{what}: no time left") from None
    except OSError as reason:
        raise error(f"{what}: {reason}") from None
    if done.returncode != 0:
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        raise error(f"{what}: failed\n{tail}")
    return done.stdout.strip()


# ---- the two programs

def build(source, build_dir, program, clock, error, what):
    """Release, the benchmark program only."""
    run(["cmake", "-S", source, "-B", build_dir, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release", "-DWUZHEN_SANITIZE=",
         "-DWUZHEN_BUILD_BENCH=ON"] + ([] if error is PresentFails else ["-DWUZHEN_BUILD_TESTS=OFF"]),
        clock, error, f"{what}: configure")
    run(["cmake", "--build", build_dir, "--target", program], clock, error, f"{what}: build")
    return Path(build_dir) / "bin" / program


def build_base(revision, program, clock):
    sha = run(["git", "rev-parse", "--verify", f"{revision}^{{commit}}"], clock, NotCompared, f"base {revision}")
    place = ROOT / "build" / "bench_base" / sha[:12]
    run(["git", "worktree", "prune"], clock, NotCompared, "git worktree prune")
    if not (place / ".git").exists():
        run(["git", "worktree", "add", "--detach", "--force", place, sha], clock, NotCompared, f"base {sha[:12]}: check out")
    return sha[:12], build(place, place / "build", program, clock, NotCompared, f"base {sha[:12]}")


# ---- measuring

def read_times(report):
    """{benchmark: ns} from Google Benchmark's JSON. CPU time is less noisy, but blind to other threads and to what a
    benchmark times itself: benchmarks that say so in their name are read in real time."""
    unit_ns = {"ns": 1.0, "us": 1e3, "ms": 1e6, "s": 1e9}
    times = {}
    for entry in report["benchmarks"]:
        if entry.get("run_type", "iteration") == "iteration" and not entry.get("error_occurred"):
            field = "real_time" if "real_time" in entry["name"] or "manual_time" in entry["name"] else "cpu_time"
            times.setdefault(entry["name"], []).append(entry[field] * unit_ns[entry["time_unit"]])
    return {name: statistics.median(values) for name, values in times.items()}


def failed_names(report):
    return {entry["name"] for entry in report["benchmarks"] if entry.get("error_occurred")}


def measure_once(program, options, clock, error, what):
    """(times, names that failed) of one run of one program."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "run.json"
        command = [program, f"--benchmark_min_time={options.seconds_per_benchmark}", "--benchmark_format=json",
                   f"--benchmark_out={out}", "--benchmark_out_format=json"]
        run(command + ([f"--benchmark_filter={options.filter}"] if options.filter else []), clock, error, what)
        text = out.read_text() if out.exists() else ""  # empty when the filter matches nothing
    report = json.loads(text or '{"benchmarks": []}')
    return read_times(report), failed_names(report)


def measure(base, present, options, clock):
    """[(base times, present times)] per round, and the names that fail in the present program."""
    rounds, failing = [], set()
    sides = [(base, NotCompared, "base"), (present, PresentFails, "present")]
    while len(rounds) < options.rounds:
        start, result = time.monotonic(), {}
        order = sides if len(rounds) % 2 == 0 else sides[::-1]
        try:
            for program, error, name in order:
                result[name], failed = measure_once(program, options, clock, error, f"{name}: run")
                failing |= failed if name == "present" else set()
        except NotCompared:
            if clock.left_s() > 0 or not rounds:
                raise
            break  # out of time: this round is dropped, the others count
        rounds.append((result["base"], result["present"]))
        if clock.left_s() < 1.1 * (time.monotonic() - start):
            break
    return rounds, failing


# ---- judging

def read_allowances(messages):
    """[(pattern, limit)] of the lines `Slower: <pattern> <limit> <reason>`; one without a reason does not count."""
    lines = re.findall(r"^Slower: (\S+) (\d+(?:\.\d+)?) \S.*$", messages, re.MULTILINE)
    return [(re.compile(pattern), float(limit)) for pattern, limit in lines]


def limit_of(name, limit, allowances):
    return max([limit] + [allowed for pattern, allowed in allowances if pattern.fullmatch(name)])


def sign_interval(ratios):
    """Bounds on the median that hold 95 times in 100 (about 94 with five values, where they are the extremes)."""
    ordered, n = sorted(ratios), len(ratios)
    outside, below = 0, 0.0
    while outside < n // 2:
        below += math.comb(n, outside) / 2.0**n  # chance that at most `outside` ratios lie below the true median
        if below > 0.025:
            break
        outside += 1
    drop = max(0, outside - 1)
    return ordered[drop], ordered[n - 1 - drop]


def verdict(low, high, limit, rounds):
    if rounds < MIN_ROUNDS:
        return "too few rounds"
    if low > limit:
        return "SLOWER"
    if high < 1.0 / limit:
        return "faster"
    return "same" if low > 1.0 / limit and high < limit else "unclear"


def compare(rounds, limit, allowances=()):
    """Rows (name, base ns, present ns, ratio, low, high, verdict), and the names only one side has."""
    names = [set().union(*(r[side] for r in rounds)) for side in (0, 1)]
    rows = []
    for name in sorted(names[0] & names[1]):
        pairs = [(b[name], p[name]) for b, p in rounds if b.get(name, 0) > 0 and name in p]
        if pairs:
            ratios = [p / b for b, p in pairs]
            low, high = sign_interval(ratios)
            medians = (statistics.median(b for b, _ in pairs), statistics.median(p for _, p in pairs))
            rows.append((name, *medians, statistics.median(ratios), low, high,
                         verdict(low, high, limit_of(name, limit, allowances), len(pairs))))
    return rows, sorted(names[0] - names[1]), sorted(names[1] - names[0])


def readable(ns):
    for unit, size in (("s", 1e9), ("ms", 1e6), ("us", 1e3)):
        if ns >= size:
            return f"{ns / size:.3g} {unit}"
    return f"{ns:.3g} ns"


def report(rounds, failing, limit, allowances=()):
    """Prints the table; 1 if something is slower or fails, else 0."""
    rows, gone, new = compare(rounds, limit, allowances)
    width = max([9] + [len(row[0]) for row in rows])
    print(f"{'benchmark':{width}}  {'base':>9}  {'present':>9}  ratio  {'low-high':^11}  verdict")
    for name, base, present, ratio, low, high, word in rows:
        print(f"{name:{width}}  {readable(base):>9}  {readable(present):>9}  {ratio:5.2f}  {low:5.2f}-{high:<5.2f}  {word}")
    for word, names in (("only in base", gone), ("only in present", new), ("FAILS in present", sorted(failing))):
        if names:
            print(f"{word}: {', '.join(names)}")
    for pattern, allowed in allowances:
        print(f"allowed by a commit since the base: {pattern.pattern} up to {allowed}")
    slower = [row[0] for row in rows if row[-1] == "SLOWER"]
    enough = len(rounds) >= MIN_ROUNDS
    print(f"{len(rows)} benchmarks, {len(rounds)} rounds, limit {limit}: " +
          (f"{len(slower)} slower beyond noise" if enough else f"no verdict with fewer than {MIN_ROUNDS} rounds"))
    return 1 if slower or failing else 0


# ---- self-test

FAKE = """#!{python}
import json, sys, os, pathlib
state = pathlib.Path(__file__ + ".runs")
run = int(state.read_text()) if state.exists() else 0
state.write_text(str(run + 1))
wave = 1.0 + 0.03 * ((run * 7 + len(__file__)) % 5 - 2)  # noise of +-6 %, in different phase
times = {times}
out = [a.split("=", 1)[1] for a in sys.argv if a.startswith("--benchmark_out=")][0]
entries = [dict(name=n, run_type="iteration", real_time=t * wave, cpu_time=t * wave, time_unit="us")
           for n, t in times.items()]
entries += [dict(name="Broken", run_type="iteration", error_occurred=True)] if {broken} else []
entries += [dict(name="Step_mean", run_type="aggregate", cpu_time=1e9, real_time=1e9, time_unit="us")]
json.dump(dict(benchmarks=entries), open(out, "w"))
"""


def self_test():
    for n, drop in ((5, 0), (6, 0), (8, 0), (9, 1), (12, 2), (20, 5)):  # tables of the sign test
        assert sign_interval([float(i) for i in range(n)]) == (drop, n - 1 - drop), n
    options = argparse.Namespace(rounds=8, seconds_per_benchmark=0.01, filter=None)
    base = {"Step/phase:grid": 10, "Step/phase:operational": 100, "Step/phase:hull": 50, "Gone": 1}
    present = {"Step/phase:grid": 10, "Step/phase:operational": 150, "Step/phase:hull": 25, "New": 1}
    with tempfile.TemporaryDirectory() as folder:
        def fake(name, times, broken=False):
            file = Path(folder) / name
            file.write_text(FAKE.format(python=sys.executable, times=times, broken=broken))
            file.chmod(0o755)
            return file
        programs = fake("base", base), fake("present", present)
        rounds, failing = measure(*programs, options, Clock(60))
        rows, gone, new = compare(rounds, 1.10)
        words = {row[0]: row[-1] for row in rows}
        assert len(rounds) == 8 and not failing and gone == ["Gone"] and new == ["New"]
        assert words.pop("Step/phase:grid") in ("same", "unclear")
        assert words == {"Step/phase:operational": "SLOWER", "Step/phase:hull": "faster"}, words
        assert report(rounds, failing, 1.10) == 1 and report(rounds, failing, 2.0) == 0
        allowed = read_allowances("Boats\n\nSlower: Step/.*operational 1.8 more neighbours\nSlower: Step/.* 9\n")
        assert report(rounds, failing, 1.10, allowed) == 0 and len(allowed) == 1, "allowed, with a reason only"
        assert report(rounds, failing, 1.10, read_allowances("Slower: Step 1.8 names another one")) == 1
        assert report(rounds[:3], failing, 1.10) == 0, "three rounds prove nothing"
        broken = fake("broken", base, broken=True)
        assert report(*measure(programs[0], broken, options, Clock(60)), 1.10) == 1, "a benchmark that fails is a failure"
    noisy = [({"A": 1.0}, {"A": ratio}) for ratio in (0.8, 1.5, 1.6, 1.4, 1.3)]
    assert compare(noisy, 1.10)[0][0][-1] == "unclear"
    print("self-test: passed")
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", nargs="?", default="HEAD~1", metavar="BASE")
    parser.add_argument("--short", action="store_true", help="six rounds of 0.05 s per benchmark, without those named Long/")
    parser.add_argument("--bin", default="wuzhen_bench", help="the benchmark program's target")
    parser.add_argument("--filter", help="only benchmarks matching this regular expression")
    parser.add_argument("--limit", type=float, default=1.10, help="ratio from which slower counts (%(default)s)")
    parser.add_argument("--rounds", type=int, help=f"pairs of runs (20; {MIN_ROUNDS} at least for a verdict)")
    parser.add_argument("--seconds-per-benchmark", type=float, help="least time per benchmark and run (0.2)")
    parser.add_argument("--time-limit", type=float, metavar="S", help="stop in time, builds included; judge what there is")
    parser.add_argument("--self-test", action="store_true")
    options = parser.parse_args()
    if options.self_test:
        return self_test()
    options.rounds = options.rounds or (6 if options.short else 20)
    options.seconds_per_benchmark = options.seconds_per_benchmark or (0.05 if options.short else 0.2)
    if options.short and not options.filter:
        options.filter = "-^Long/"
    clock = Clock(options.time_limit)
    try:
        present = build(ROOT, ROOT / "build", options.bin, clock, PresentFails, "present")
        sha, base = build_base(options.base, options.bin, clock)
        print(f"base {sha}, present: this tree; {options.rounds} rounds, {os.cpu_count()} processors", flush=True)
        messages = run(["git", "log", "--format=%B", f"{sha}..HEAD"], clock, NotCompared, "git log")
        return report(*measure(base, present, options, clock), options.limit, read_allowances(messages))
    except NotCompared as reason:
        print(f"benchmarks not compared: {reason}")
        return 0
    except PresentFails as reason:
        print(f"error: {reason}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
