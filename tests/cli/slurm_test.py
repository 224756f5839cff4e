#!/usr/bin/env python3
"""A study through a real Slurm, started here on ports and in folders of its own; one task is killed and requeued.

    tests/cli/slurm_test.py WUZHEN
Skipped (exit code 77) with a message where Slurm and munge are not installed or cannot start.
"""
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WUZHEN = Path(sys.argv[1]).resolve()
SOURCE = Path(__file__).resolve().parents[2]
SKIPPED = 77
PATIENCE_S = 60
PARTS = 3
STUDY = f"""
title: Through Slurm
scenario: {SOURCE}/scenarios/tiny/one_gate.yaml
vary: [{{set: demand.scale, values: [0.5, 1, 2, 2.5]}}]
replications: 24
measures: [wait.gate.mean_min]
prices: [{{name: lane, change: {{map.turnstiles.lanes: {{add: 1}}}}}}]
"""


def skip(why):
    print(f"skipped: {why}")
    sys.exit(SKIPPED)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_for(what, seconds=PATIENCE_S):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        value = what()
        if value:
            return value
        time.sleep(0.1)
    return None


class Cluster:
    """One machine that plays all parts: munge for trust, a controller, a node."""

    def __init__(self, folder):
        self.folder, self.processes = folder, []
        for program in ("munged", "slurmctld", "slurmd", "sbatch", "scancel", "scontrol", "squeue"):
            if not shutil.which(program, path="/usr/sbin:/usr/bin:/sbin:/bin"):
                skip(f"{program} is not installed (Debian: slurm-wlm, munge)")
        if os.geteuid() != 0:
            skip("a Slurm node can be started by root only")
        self.environment = dict(os.environ, SLURM_CONF=str(folder / "slurm.conf"), PATH="/usr/sbin:/usr/bin:/sbin:/bin")

    def start(self):
        folder, name = self.folder, socket.gethostname().split(".")[0]
        key, sock = folder / "munge.key", folder / "munge.sock"
        key.write_bytes(os.urandom(1024))
        key.chmod(0o400)
        (folder / "state").mkdir()
        (folder / "spool").mkdir()
        cpus = os.cpu_count() or 1
        (folder / "slurm.conf").write_text(f"""
ClusterName=test
SlurmctldHost={name}(127.0.0.1)
SlurmctldPort={free_port()}
SlurmdPort={free_port()}
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket={sock}
CredType=cred/munge
CryptoType=crypto/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
MinJobAge=300
SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0,bf_interval=1
NodeName={name} NodeAddr=127.0.0.1 CPUs={cpus} State=UNKNOWN
PartitionName=all Nodes={name} Default=YES State=UP MaxTime=INFINITE
""")
        self.spawn("munged", "--foreground", "--force", f"--key-file={key}", f"--socket={sock}", f"--log-file={folder}/munged.log",
                   f"--pid-file={folder}/munged.pid", f"--seed-file={folder}/munged.seed")
        if not wait_for(sock.exists, 10):
            skip("munged does not start: " + self.log("munged.out"))
        self.spawn("slurmctld", "-D")
        self.spawn("slurmd", "-D", "-N", name)
        if not wait_for(lambda: "idle" in self.say("sinfo", "-h", "-o", "%t", check=False).split(), 40):
            skip("Slurm does not start here: " + self.log("slurmctld.log") + self.log("slurmd.log"))

    def spawn(self, *command):
        with open(self.folder / f"{command[0]}.out", "wb") as out:
            self.processes.append(subprocess.Popen(command, stdout=out, stderr=out, env=self.environment, start_new_session=True))

    def say(self, *command, check=True):
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=30, check=check).stdout

    def log(self, name):
        file = self.folder / name
        return f"\n--- {name}\n" + (file.read_text(errors="replace")[-1500:] if file.exists() else "none")

    def stop(self):
        self.say("scancel", "--user=root", check=False)
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def rows(file):
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as db:
        return [db.execute(f"SELECT {columns} FROM {table} ORDER BY 1, 2, 3").fetchall() for table, columns in
                (("run", "variant, replication, seed, status, state_hash"), ("measure", "variant, replication, name, value"),
                 ("answer", "kind, json, 0"))]


def count_runs(file):
    """Of a file that a study holds open: asks a copy, which may be torn."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.sqlite"
        try:
            shutil.copy(file, copy)
            with sqlite3.connect(copy) as db:
                return db.execute("SELECT count(*) FROM run").fetchone()[0]
        except (sqlite3.Error, OSError):
            return 0


def kill_one_task(cluster, out):
    """A worker node that dies: the task of part 2 is killed in mid-work, and Slurm puts it back into the queue."""
    log = Path(f"{out}.slurm") / "part-2.log"
    part = Path(f"{out}.slurm") / "part-2.sqlite"
    before = wait_for(lambda: count_runs(part))
    assert before, "part 2 does not begin"
    jobs = [line.split() for line in cluster.say("squeue", "-h", "-r", "-t", "R", "-o", "%F_%K %K").splitlines()]
    job = next((j for j, part_number in jobs if part_number == "2"), None)
    assert job, "part 2 was too quick to be killed: " + str(jobs) + (log.read_text() if log.exists() else "")
    cluster.say("scontrol", "requeue", job)
    restarts = wait_for(lambda: "Restarts=1" in cluster.say("scontrol", "show", "job", job), 20)
    assert restarts, cluster.say("scontrol", "show", "job", job)

    def gone():
        # Begun anew before the killed task has said its last word, the job would take that for its own end.
        states = cluster.say("squeue", "-h", "-r", "-j", job, "-o", "%T").split()
        return "interrupted" in log.read_text() and states == ["PENDING"]
    assert wait_for(gone, 20), cluster.say("scontrol", "show", "job", job) + log.read_text()
    time.sleep(1)
    return before, job


def main():
    folder = Path(tempfile.mkdtemp(prefix="wuzhen_slurm_"))
    cluster = Cluster(folder)
    try:
        cluster.start()
        study, out, alone = folder / "study.yaml", folder / "out.sqlite", folder / "alone.sqlite"
        study.write_text(STUDY, encoding="utf-8")
        began = time.monotonic()
        text = cluster.say(WUZHEN, "study", study, "--out", out, "--slurm", str(PARTS), "--jobs", "1", "--slurm-option=--time=5")
        print(text.strip())
        before, job = kill_one_task(cluster, out)

        def finished():
            # Slurm keeps a requeued job back for two minutes; a test need not wait
            cluster.say("scontrol", "update", f"jobid={job}", "StartTime=now", check=False)
            return out.exists() and not cluster.say("squeue", "-h", check=False).strip()
        done = wait_for(finished)
        logs = "".join(p.read_text() for p in sorted(Path(f"{out}.slurm").glob("*.log")))
        assert done, cluster.say("squeue", "-l") + logs + cluster.log("slurmctld.log")
        print(f"through Slurm: {time.monotonic() - began:.1f} s; part 2 had {before} runs when it was killed")
        subprocess.run([WUZHEN, "study", study, "--out", alone, "--quiet"], check=True, stdout=subprocess.DEVNULL)
        assert rows(out) == rows(alone), "the rows differ from those of one machine\n" + logs
        assert len(rows(out)[0]) == 6 * 24
        print("the same rows as on one machine")
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
