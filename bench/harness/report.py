"""RESULTS.md: what was measured, as tables."""
from statistics import median

from . import outcomes, systems, works


def markdown(run, records):
    """The whole page. run says where and when; records are what was measured."""
    rows = outcomes.fold(run, records)
    parts = [_head(run, records, rows)]
    parts += [_work(work, [o for o in rows if o.row.work == work]) for work in run["works"]]
    parts += [_gaps(run, records), _calls(records)]
    return "\n\n".join(p for p in parts if p) + "\n"


def _head(run, records, rows):
    m, judged = run["machine"], [o.verdict for o in rows if o.verdict]
    count = {word: sum(v.startswith(word) for v in judged) for word in ("pass", "FAIL", "incomplete")}
    versions = {r["system"]: r["version"] for r in records if r.get("version")}
    lines = [
        "# Results",
        "",
        f"Written by `{' '.join(['bench/run', run['options']]).strip()}` on {run['date']}. [README.md](README.md) says what is measured and how.",
        "",
        f"**{count['pass']} bars passed, {count['FAIL']} failed, {count['incomplete']} incomplete.** The numbers are medians of each system's best call; the best other system is bold.",
        "",
        "| | |", "|---|---|",
        f"| processor | {m['cpu']} (family/model/stepping {m['family']}); {m['flags']} |",
        f"| cores, memory | {m['cores']}, {m['memory']} |",
        f"| system | {m['system']}; {m['go']}; layercake {run['commit']} |",
    ]
    for n in sorted({r["threads"] for r in records if r["work"] == "peak"}):
        best = max(r["gflops"] for r in records if r["work"] == "peak" and r["threads"] == n)
        lines.append(f"| FMA peak, {_threads(n)} | {best:.1f} GFLOP/s |")
    lines += [f"| {systems.by_name(s).title} | {v} |" for s, v in versions.items() if s in systems.NAMES]
    lines += [f"| repeats | {run['repeats']} |", f"| others on the machine | {_load(records)} |"]
    return "\n".join(lines)


def _load(records):
    foreign = [r["foreign"] for r in records if "foreign" in r]
    if not foreign:
        return "not known"
    worst, middle = max(foreign), median(foreign)
    steal = max(r["steal"] for r in records if "steal" in r)
    text = f"other processes used {middle:.2f} cores in the median, {worst:.2f} at worst; the host took {steal:.2f} at worst"
    return text + (": **disturbed, do not quote**" if middle > 0.05 else "")


def _work(work, rows):
    shown = [systems.OURS, *systems.rivals(work)]
    shown = [s for s in shown if any(s in o.values for o in rows)]
    has_limit = any(o.share is not None for o in rows)
    head = ["", "threads", "unit", *(_title(s, work) for s in shown)]
    head += ["of the limit"] if has_limit else []
    head += ["× best other", "bar", ""]
    lines = [f"## {work} {works.TITLES[work]}", "", _row(head), "|---" * len(head) + "|"]
    for o in rows:
        cells = [o.row.case + (", normal call" if o.row.normal else ""), str(o.threads), o.row.unit]
        cells += [_bold(_number(o.values.get(s)), s == o.best_other) for s in shown]
        cells += [f"{o.share:.0%}" if o.share is not None else ""] if has_limit else []
        cells += [f"{o.ratio:.2f}" if o.ratio is not None else "", o.row.bar(), o.verdict]
        lines.append(_row(cells))
    lines += [_accuracies(o) for o in rows if o.accuracy]
    return "\n".join(lines)


def _title(system, work):
    s = systems.by_name(system)
    return s.title + " (not judged)" * (work in s.not_judged)


def _accuracies(o):
    each = ", ".join(f"{systems.by_name(s).title} {a:.4f}" for s, a in o.accuracy.items())
    return f"\nTest accuracy, {o.row.case}, {_threads(o.threads)}: {each}."


def _gaps(run, records):
    """Why numbers are missing; each reason once."""
    lines = run["notes"] + [f"{systems.by_name(s).title}: {why}" for s, why in run["absent"].items()]
    for r in [r for r in records if "failed" in r]:
        words = [systems.by_name(r["system"]).title, r["work"], r.get("case"), r.get("call"), _threads(r["threads"])]
        lines.append(f"{', '.join(w for w in words if w)}: {r['failed']}")
    return "\n".join(["## Not measured", "", *(f"- {line}" for line in dict.fromkeys(lines))]) if lines else ""


def _calls(records):
    """Every way to call that was timed; rows above take the best of each system."""
    groups = {}
    for r in records:
        if "value" in r and "failed" not in r:
            groups.setdefault((r["work"], r["case"], r["threads"], r["system"], r.get("call", "")), []).append(r["value"])
    units = {(row.work, row.case): row.unit for row in works.ROWS}
    head = ["work", "", "threads", "system", "call", "median", "lowest", "highest", "runs", "unit"]
    lines = ["## Every call", "", _row(head), "|---" * len(head) + "|"]
    order = lambda g: (g[0], [row.case for row in works.ROWS].index(g[1]), g[2], systems.NAMES.index(g[3]))
    for work, case, threads, system, call in sorted(groups, key=order):
        v = groups[work, case, threads, system, call]
        lines.append(_row([work, case, str(threads), systems.by_name(system).title, call, *map(_number, (median(v), min(v), max(v))), str(len(v)), units[work, case]]))
    return "\n".join(lines) if groups else ""


def _row(cells):
    return "| " + " | ".join(cells) + " |"


def _bold(text, yes):
    return f"**{text}**" if yes and text else text


def _threads(n):
    return f"{n} thread" + "s" * (n != 1)


def _number(v):
    """Three figures or more, thousands apart."""
    if v is None:
        return ""
    return f"{v:,.0f}" if v >= 1000 else f"{v:.3g}" if v < 100 else f"{v:.0f}"
