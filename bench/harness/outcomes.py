"""From records to rows: medians, the best other system, ratios, verdicts."""
from dataclasses import dataclass, field
from statistics import median

from . import systems, works


@dataclass
class Outcome:
    """One row at one count of threads."""
    row: works.Row
    threads: int
    values: dict = field(default_factory=dict)   # system → median of its best call
    missing: dict = field(default_factory=dict)  # system → why it has no value
    wrong: str = ""                              # why layercake's own number does not count
    allocations: int | None = None
    accuracy: dict = field(default_factory=dict)  # system → median, where there is one
    limit: float | None = None                   # what the arithmetic alone allows, in the row's unit

    @property
    def best_other(self):
        """The name of the best other system that is judged, or None."""
        others = {s: self.values[s] for s in systems.judged(self.row.work) if s in self.values}
        pick = max if self.row.higher else min
        return pick(others, key=others.get) if others else None

    @property
    def ratio(self):
        """layercake's value over the best other's; None without both."""
        if self.best_other is None or systems.OURS not in self.values:
            return None
        return self.values[systems.OURS] / self.values[self.best_other]

    @property
    def share(self):
        """How much of the arithmetic limit layercake reaches, or None."""
        ours = self.values.get(systems.OURS)
        if self.limit is None or ours is None:
            return None
        return ours / self.limit if self.row.higher else self.limit / ours

    @property
    def verdict(self):
        """pass, FAIL or incomplete, with the reason; empty if there is no bar."""
        row = self.row
        if not row.bar():
            return ""
        if self.wrong:
            return f"FAIL: {self.wrong}"
        if not self.values:
            return "incomplete: not run"
        if systems.OURS not in self.values:
            return "incomplete: layercake missing"
        gaps = [s for s in self.missing if s in systems.judged(row.work)]
        if row.of_peak is not None and self.share is None:
            gaps.append("FMA peak")
        gaps = f"incomplete: {', '.join(gaps)} missing" if gaps else ""
        if self.falls_short():
            return "FAIL" + (f" ({gaps})" if gaps else "")
        return gaps or "pass"

    def falls_short(self):
        row, ratio, share = self.row, self.ratio, self.share
        return any([
            row.at_least is not None and ratio is not None and ratio < row.at_least,
            row.at_most is not None and ratio is not None and ratio > row.at_most,
            row.below is not None and self.values[systems.OURS] >= row.below,
            row.of_peak is not None and share is not None and share < row.of_peak,
            row.no_allocations and self.allocations != 0,
            row.accuracy_within is not None and self.less_accurate(),
        ])

    def less_accurate(self):
        others = [self.accuracy[s] for s in systems.judged(self.row.work) if s in self.accuracy]
        return bool(others) and self.accuracy[systems.OURS] < max(others) - self.row.accuracy_within


def fold(run, records):
    """Makes the rows of the works that the run was for, at each count of threads."""
    return [outcome(row, n, records, run["absent"]) for row in works.ROWS if row.work in run["works"] for n in run["threads"]]


def outcome(row, threads, records, absent):
    """Makes one row; absent says which systems were not run at all, and why."""
    out = Outcome(row, threads)
    mine = [r for r in records if r["work"] == row.work and r["threads"] == threads]
    for system in [systems.OURS, *systems.rivals(row.work)]:
        own = [r for r in mine if r.get("system") == system and r.get("case") in (None, row.case)]
        good = [r for r in own if "failed" not in r and r["case"] == row.case and (r.get("normal") or not row.normal)]
        failures = [r["failed"] for r in own if "failed" in r]
        if good:
            out.values[system] = best_call(good, row.higher)
            if accuracies := [r["accuracy"] for r in good if "accuracy" in r]:
                out.accuracy[system] = median(accuracies)
        elif system != systems.OURS:
            out.missing[system] = absent.get(system) or (failures[0] if failures else "not run")
        if system == systems.OURS:
            out.wrong = failures[0] if failures else ""
            out.allocations = most_allocations(good)
    peaks = [r["gflops"] for r in records if r["work"] == "peak" and r["threads"] == threads]
    if peaks and row.flop:
        out.limit = max(peaks) * 1e9 / row.flop if row.higher else row.flop / max(peaks) / 1e3
    return out


def best_call(records, higher):
    """The median of each way to call, and of these the best."""
    by_call = {}
    for r in records:
        by_call.setdefault(r.get("call", ""), []).append(r["value"])
    return (max if higher else min)(median(v) for v in by_call.values())


def most_allocations(records):
    """Of the fastest calls alone: the normal ones may return fresh memory."""
    counts = [r["allocations"] for r in records if "allocations" in r and not r.get("normal")]
    return max(counts) if counts else None
