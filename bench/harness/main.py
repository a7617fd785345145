"""The command: builds, measures in turns, writes the page."""
import argparse
import datetime
import json
import os
import random
import sys
import time
from pathlib import Path

from . import builds, inputs, machine, report, systems, turns, works
from .measure import Bench

DIGITS = systems.BENCH.parent / "data" / "sets" / "digits.csv.gz"


def main(argv=None):
    args = parse(sys.argv[1:] if argv is None else argv)
    if args.report:
        run, records = read(args.report)
        print(report.markdown(run, records), end="")
        return 0
    args.cache.mkdir(parents=True, exist_ok=True)
    run = header(args)
    say("making the inputs")
    bench = Bench(args.cache, inputs.make(args.cache / "inputs"), samples=2048 if args.quick else inputs.ROWS,
                  seconds=0.3 if args.quick else 0.5, digits=DIGITS, mnist=args.mnist, timeout=args.timeout)
    chosen = build(args, run, bench)
    log = args.cache / "records" / f"{run['date'].replace(':', '').replace(' ', '-')}.jsonl"
    log.parent.mkdir(exist_ok=True)
    records = []
    with open(log, "w") as f:
        print(json.dumps(run), file=f, flush=True)
        for r in measure_all(args, chosen, bench):
            records.append(r)
            print(json.dumps(r), file=f, flush=True)
    page = report.markdown(run, records)
    out = args.out or (systems.BENCH / "RESULTS.md" if whole(args) else args.cache / "partial.md")
    out.write_text(page)
    if not whole(args):
        print(page)
    say(f"wrote {out}; the records are in {log}")
    return 0


def parse(argv):
    p = argparse.ArgumentParser(prog="bench/run", description="Measures layercake beside other systems, one at a time.")
    names = lambda text: [t for t in text.split(",") if t]
    p.add_argument("--only", type=names, default=systems.NAMES, help="systems, with commas between: " + ", ".join(systems.NAMES))
    p.add_argument("--work", type=names, default=works.WORKS, help="works, with commas between: " + ", ".join(works.WORKS))
    p.add_argument("--quick", action="store_true", help="one repeat, 2048 samples an epoch, no MNIST: to see that all is well")
    p.add_argument("--repeats", type=int, help="how often each is measured; the median counts (3)")
    p.add_argument("--threads", type=lambda t: [int(n) for n in t.split(",")], default=sorted({1, len(machine.CPUS)}), help="1 and all cores")
    p.add_argument("--mnist", type=Path, default=os.environ.get("MNIST"), help="the folder of MNIST's four files, for W8 ($MNIST)")
    p.add_argument("--cache", type=Path, default=os.environ.get("BENCH_CACHE", "~/.cache/layercake-bench"), help="where all is built ($BENCH_CACHE)")
    p.add_argument("--minutes", type=float, default=40, help="what fits into them is repeated, the quickest first; everything is measured once")
    p.add_argument("--patience", type=float, default=60, help="seconds; what takes longer is not repeated")
    p.add_argument("--timeout", type=float, default=300, help="seconds after which a process is given up")
    p.add_argument("--out", type=Path, help="the page to write (RESULTS.md, or the cache's partial.md if not all was run)")
    p.add_argument("--report", type=Path, help="write the page from these records again, and measure nothing")
    args = p.parse_args(argv)
    for given, known in ((args.only, systems.NAMES), (args.work, works.WORKS)):
        for name in given:
            if name not in known:
                p.error(f"{name} is none of {', '.join(known)}")
    if args.threads and not all(1 <= n <= len(machine.CPUS) for n in args.threads):
        p.error(f"this machine has {len(machine.CPUS)} cores")
    args.cache = Path(args.cache).expanduser()
    args.mnist = Path(args.mnist).expanduser() if args.mnist and not args.quick else None
    args.repeats = args.repeats or (1 if args.quick else 3)
    return args


def whole(args):
    """Whether this run may replace RESULTS.md."""
    return not args.quick and args.only == systems.NAMES and args.work == works.WORKS


def header(args):
    """The first of the records: no paths in it, for it goes into the page."""
    words = ["--quick"] * args.quick
    words += [f"--only {','.join(args.only)}"] * (args.only != systems.NAMES)
    words += [f"--work {','.join(args.work)}"] * (args.work != works.WORKS)
    notes = []
    if args.mnist is None and "W8" in args.work:
        notes.append("W8 MNIST: " + ("left out by --quick" if args.quick else "the folder of its files was not given (--mnist or $MNIST)"))
    return {
        "machine": machine.describe(), "date": f"{datetime.datetime.now():%Y-%m-%d %H:%M}", "repeats": args.repeats,
        "works": args.work, "threads": args.threads, "options": " ".join(words), "absent": {}, "notes": notes,
        "commit": machine.first_line(["git", "-C", str(systems.BENCH), "describe", "--always", "--dirty"]),
    }


def build(args, run, bench):
    """Makes what was asked for; returns the systems that are there, and notes in
    run why the others are not."""
    chosen = []
    for system in systems.SYSTEMS:
        if system.name not in args.only:
            run["absent"][system.name] = "not asked for"
        elif not set(system.works) & set(args.work):
            continue
        elif why := builds.make(system, args.cache, say) or bench.prepare(system):
            run["absent"][system.name] = why
            say(f"{system.title} is missing: {why}")
        else:
            chosen.append(system)
    if why := builds.peak(args.cache):
        run["notes"].append(f"the FMA peak: {why}")
    return chosen


def measure_all(args, chosen, bench, clock=time.monotonic):
    """Yields every record: in each repeat each work, each count of threads, each
    system in turn, in an order drawn anew. Everything is measured once; what is
    repeated has to fit into the time that is left. The peak is asked for often,
    so that one quiet moment is among them."""
    began, took, order = clock(), {}, random.Random(0)
    turn = {(s.name, work, n) for s in chosen for work in args.work if work in s.works for n in args.threads}
    for repeat in range(args.repeats):
        for work in args.work:
            for threads in args.threads:
                yield from bench.peak(threads)
                now = [s for s in chosen if (s.name, work, threads) in turn]
                for system in order.sample(now, len(now)):
                    say(f"{repeat + 1}/{args.repeats} {work}, threads {threads}: {system.title}")
                    started = clock()
                    yield from bench.measure(system, work, threads)
                    took[system.name, work, threads] = clock() - started
        left = args.minutes * 60 - (clock() - began)
        ours = lambda key: key[0] == systems.OURS
        again = {key: t for key, t in took.items() if key in turn and (t <= args.patience or ours(key))}
        turn = turns.affordable(again, left / max(1, args.repeats - repeat - 1), always=ours)


def read(path):
    with open(path) as f:
        run, *records = map(json.loads, f)
    return run, records


def say(text):
    print(f"{datetime.datetime.now():%H:%M:%S} {text}", file=sys.stderr, flush=True)
