"""Runs one system on one work in a process of its own, and reads its records."""
import json
import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from . import builds, checks, machine, works


class Bench:
    """What all measurements of one run share."""

    def __init__(self, cache, expect, samples, seconds, digits, mnist, timeout):
        self.cache, self.expect, self.samples = cache, expect, samples
        self.seconds, self.timeout = seconds, timeout
        self.inputs = cache / "inputs"
        self.data = {"digits": digits, "MNIST": mnist}

    def peak(self, threads):
        """Yields GFLOP/s of plain fused multiply-adds, if the probe could be built."""
        probe = self.cache / "bin" / "peak"
        if probe.exists():
            with machine.Pinned(threads):
                out = subprocess.run([str(probe), str(threads)], capture_output=True, text=True, check=True)
            yield {"work": "peak", "threads": threads, **json.loads(out.stdout)}

    def prepare(self, system):
        """Lets a system write its model files; returns why it could not, or None."""
        return self._start(system, "prepare", machine.CPUS[:1], [])[2] if system.prepares else None

    def measure(self, system, work, threads):
        """Yields the records of one process, or one record that says why not."""
        for case in [c for c in self.data if self.data[c]] if work == "W8" else [None]:
            with tempfile.TemporaryDirectory() as folder:
                yield from self._one(system, work, threads, case, Path(folder))

    def _one(self, system, work, threads, case, folder):
        extra = [] if case is None else ["-case", case, "-data", str(self.data[case]), "-out", str(folder / "model")]
        head = {"system": system.name, "work": work, "threads": threads}
        load = machine.Load()
        lines, wall, why = self._start(system, work, machine.CPUS[:threads], extra)
        head |= load.since()
        if why is not None:
            yield {**head, "case": case, "failed": why}
            return
        for record in self._finish(system, work, case, folder, lines, wall):
            record = {**head, **record}
            wrong = None if "failed" in record else checks.complaint(record, self.expect, self._samples(system, work))
            yield record if wrong is None else {**record, "failed": wrong}

    def _samples(self, system, work):
        """How many samples an epoch has."""
        return min(self.samples, works.EPOCH.get(work, self.samples), system.fewer.get(work, self.samples))

    def _finish(self, system, work, case, folder, lines, wall):
        """Adds what only the outside can see: wall time, sizes on disk."""
        for r in lines:
            if work == "W7":
                yield {**r, "case": "time", "value": wall * 1e3}
                yield {**r, "case": "peak memory", "value": r["peak_mib"]}
                yield {**r, "case": "size on disk", "value": builds.size_on_disk(system, self.cache)}
            elif work == "W8":
                saved = sum(f.stat().st_size for f in folder.iterdir())
                yield {**r, "case": case, "value": wall, "saved": saved}
            else:
                yield r

    def _start(self, system, work, cpus, extra):
        """Returns the records, the wall time, and why it failed, or None."""
        threads = len(cpus)
        command = system.command(self.cache) + [
            "-work", work, "-threads", str(threads), "-inputs", str(self.inputs),
            "-samples", str(self._samples(system, work)), "-seconds", str(self.seconds), *extra]
        env = {**os.environ, **machine.thread_env(threads), **system.env,
               "TORCHINDUCTOR_CACHE_DIR": str(self.cache / "inductor")}
        with machine.Pinned(threads), tempfile.TemporaryFile("w+") as err:
            started = time.perf_counter()
            p = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=err, text=True, env=env, start_new_session=True)
            try:
                out, _ = p.communicate(timeout=self.timeout)
                wall = time.perf_counter() - started
            except subprocess.TimeoutExpired:
                return [], 0, f"not done after {self.timeout:g} s"
            finally:
                if p.poll() is None:
                    os.killpg(p.pid, signal.SIGKILL)
                    p.wait()
            if p.returncode:
                err.seek(0)
                return [], wall, f"exit status {p.returncode}: {builds.last_line(err.read())}"
        return [json.loads(line) for line in out.splitlines() if line.startswith("{")], wall, None
