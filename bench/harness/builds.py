"""Makes what is compared. What cannot be had is a reason, never an exception."""
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from .systems import BENCH

ROOT = BENCH.parent


class CannotBuild(Exception):
    pass


def make(system, cache, say):
    """Builds a system into the cache; returns why it could not be, or None."""
    try:
        {"venv": _venv, "go": _go, "go-others": _go_other, "cargo": _cargo}[system.made_by](system, cache, say)
    except CannotBuild as why:
        return str(why)
    return None


def peak(cache):
    """Builds the FMA probe."""
    compiler = os.environ.get("CC") or next((c for c in ("cc", "gcc", "clang") if shutil.which(c)), None)
    if compiler is None:
        return "there is no C compiler"
    try:
        _run([compiler, "-O3", "-march=native", "-ffp-contract=fast", "-pthread", str(BENCH / "peak" / "peak.c"),
              "-o", str(cache / "bin" / "peak")], cache / "logs" / "peak.log")
    except CannotBuild as why:
        return str(why)
    return None


def _venv(system, cache, say):
    """A virtual environment; made anew if its requirements or Python changed."""
    wanted = BENCH / f"requirements-{system.environment}.txt"
    folder, log = cache / "venv" / system.environment, cache / "logs" / f"{system.environment}.log"
    stamp = hashlib.sha256(wanted.read_bytes() + sys.version.encode()).hexdigest()
    done = folder / "layercake-stamp"
    if done.exists() and done.read_text() == stamp:
        return
    say(f"installing {system.title} with pip")
    shutil.rmtree(folder, ignore_errors=True)
    _run([sys.executable, "-m", "venv", str(folder)], log)
    _run([str(folder / "bin" / "python"), "-m", "pip", "install", "--disable-pip-version-check", "-q", "-r", str(wanted)], log)
    done.write_text(stamp)


def _go(system, cache, say):
    say("building layercake")
    _run(["go", "build", "-o", str(cache / "bin" / system.name), "./bench/layercake"], cache / "logs" / "layercake.log", ROOT)


def _go_other(system, cache, say):
    say(f"building {system.title}")
    _run(["go", "build", "-o", str(cache / "bin" / system.name), f"./{system.name}"],
         cache / "logs" / f"{system.name}.log", BENCH / "others")


def _cargo(system, cache, say):
    say(f"building {system.title} with cargo")
    target = cache / "cargo"
    flags = {"RUSTFLAGS": "-C target-cpu=native"}
    _run(["cargo", "build", "--release", "--locked", "-q", "--manifest-path", str(BENCH / system.name / "Cargo.toml"),
          "--target-dir", str(target)], cache / "logs" / f"{system.name}.log", env=flags)
    shutil.copy2(target / "release" / "bench-candle", cache / "bin" / system.name)


def _run(command, log, folder=None, env=None):
    if shutil.which(command[0]) is None:
        raise CannotBuild(f"there is no {os.path.basename(command[0])}")
    log.parent.mkdir(parents=True, exist_ok=True)
    (log.parent.parent / "bin").mkdir(exist_ok=True)
    with open(log, "a") as out:
        code = subprocess.run(command, cwd=folder, stdout=out, stderr=out, env={**os.environ, **(env or {})}).returncode
    if code:
        words = " ".join([Path(command[0]).name, *command[1:3]])
        raise CannotBuild(f"{words} … failed: {last_line(log.read_text())}")


def last_line(text):
    """What a program said last, which is mostly why it failed; no home in it."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1].replace(str(Path.home()), "~")[:200] if lines else "it said nothing"


def size_on_disk(system, cache):
    """MB that must be there to run it, without the interpreter of Python."""
    if system.made_by != "venv":
        return (cache / "bin" / system.name).stat().st_size / 1e6
    packages = next((cache / "venv" / system.environment / "lib").glob("python*/site-packages"))
    return sum(_bytes(p) for p in packages.iterdir() if not p.name.startswith(system.not_counted)) / 1e6


def _bytes(path):
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(f.stat().st_size for f in files if f.is_file() and not f.is_symlink())
