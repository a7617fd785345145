"""The machine: what it is, how many threads a process gets, who else uses it."""
import os
import platform
import subprocess
import time

CPUS = sorted(os.sched_getaffinity(0))


def describe():
    """Facts for the head of the results."""
    cpu = _cpuinfo()
    flags = set(cpu.get("flags", cpu.get("Features", "")).split())
    interesting = ["fma", "avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_tile", "asimd", "sve"]
    return {
        "cpu": cpu.get("model name", platform.machine()),
        "family": "/".join(cpu.get(k, "?") for k in ("cpu family", "model", "stepping")),
        "flags": " ".join(f for f in interesting if f in flags),
        "cores": len(CPUS),
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "go": first_line(["go", "version"]),
        "python": platform.python_version(),
    }


def _cpuinfo():
    with open("/proc/cpuinfo") as f:
        lines = f.read().split("\n\n")[0].splitlines()
    return {k.strip(): v.strip() for k, _, v in (line.partition(":") for line in lines)}


def first_line(command):
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=60).stdout.splitlines()[0]
    except (OSError, IndexError, subprocess.TimeoutExpired):
        return ""


def thread_env(n):
    """Every knob that the systems read for how many threads they may use."""
    knobs = ["OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS",
             "GOMAXPROCS", "NPROC", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"]
    env = dict.fromkeys(knobs, str(n))
    if n == 1:
        env["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false"
    return env


class Pinned:
    """While it is entered, this process and those it starts have n processors."""

    def __init__(self, n):
        self.cpus = CPUS[:n]

    def __enter__(self):
        os.sched_setaffinity(0, self.cpus)

    def __exit__(self, *_):
        os.sched_setaffinity(0, CPUS)


class Load:
    """How many cores other processes used, and how much the host took away."""

    def __init__(self):
        self.busy, self.steal = _ticks()
        self.mine, self.start = _mine(), time.monotonic()

    def since(self):
        busy, steal = _ticks()
        wall = max(time.monotonic() - self.start, 1e-3)
        foreign = (busy - self.busy) - (_mine() - self.mine)
        return {"foreign": round(max(0.0, foreign / wall), 2), "steal": round((steal - self.steal) / wall, 2)}


def _ticks():
    with open("/proc/stat") as f:
        v = [int(a) for a in f.readline().split()[1:9]]
    hz = os.sysconf("SC_CLK_TCK")
    return (v[0] + v[1] + v[2] + v[5] + v[6]) / hz, v[7] / hz


def _mine():
    t = os.times()
    return t.user + t.system + t.children_user + t.children_system
