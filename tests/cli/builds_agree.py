#!/usr/bin/env python3
"""A Debug build, with assertions, ends runs with the same state hashes as the program given (Release).

    tests/cli/builds_agree.py PROGRAM
Builds build/debug first, so it takes minutes.
"""
import re
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent.parent
RUNS = [(f"tiny/{name}.yaml", []) for name in ("corridor", "bottleneck", "crossing", "one_bridge", "one_gate")]
RUNS.append(("concurrent_day.yaml", ["--until", "07:10"]))  # boats, carts and buses


def state_hash(program, scenario, options, out):
    done = subprocess.run([program, "run", SOURCE / "scenarios" / scenario, "--quiet", "--threads", "2", "--out", out,
                           *options], check=True, capture_output=True, text=True)
    return re.search(r"state hash [0-9a-f]{16} at \S+", done.stdout).group()


def main():
    release = Path(sys.argv[1]).resolve()
    subprocess.run(["cmake", "--preset", "debug"], cwd=SOURCE, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", "--preset", "debug", "--target", "wuzhen"], cwd=SOURCE, check=True,
                   stdout=subprocess.DEVNULL)
    differ = 0
    for scenario, options in RUNS:
        with tempfile.TemporaryDirectory(prefix="wuzhen_builds_") as out:
            debug, other = (state_hash(p, scenario, options, out) for p in (SOURCE / "build/debug/bin/wuzhen", release))
        print(f"{scenario}: {debug}" + ("" if debug == other else f", but Release: {other}"))
        differ += debug != other
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
