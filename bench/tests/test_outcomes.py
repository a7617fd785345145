"""Medians, ratios and verdicts, on records written here."""
import unittest

from harness import outcomes, systems, works


def row(work, case, normal=False):
    return next(r for r in works.ROWS if (r.work, r.case, r.normal) == (work, case, normal))


def record(system, value, work="W1", case="train", threads=1, **more):
    return {"system": system, "work": work, "case": case, "threads": threads, "value": value, **more}


def everyone(work, case, value, **more):
    """A record of every other system that is judged."""
    return [record(s, value, work, case, **more) for s in systems.judged(work)]


def outcome(work, case, records, normal=False, absent=None):
    return outcomes.outcome(row(work, case, normal), 1, records, absent or {})


PEAK = {"work": "peak", "threads": 1, "gflops": 100.0}


class Values(unittest.TestCase):
    def test_median_of_repeats(self):
        o = outcome("W1", "train", [record("torch", v) for v in (10, 30, 20)])
        self.assertEqual(o.values, {"torch": 20})

    def test_best_call_by_its_median(self):
        calls = [record("torch", v, call="eager") for v in (10, 11, 90)] + [record("torch", v, call="fused") for v in (12, 13, 14)]
        self.assertEqual(outcome("W1", "train", calls).values["torch"], 13)

    def test_lower_is_better_for_times(self):
        calls = [record("torch", 50, "W3", "W2 net, batch 1", call="a"), record("torch", 40, "W3", "W2 net, batch 1", call="b")]
        self.assertEqual(outcome("W3", "W2 net, batch 1", calls).values["torch"], 40)

    def test_normal_rows_take_normal_calls(self):
        calls = [record("torch", 50, "W3", "W2 net, batch 1", call="a", normal=True), record("torch", 40, "W3", "W2 net, batch 1", call="b")]
        self.assertEqual(outcome("W3", "W2 net, batch 1", calls, normal=True).values["torch"], 50)

    def test_other_threads_and_cases_do_not_count(self):
        o = outcome("W7", "time", [record("torch", 5, "W7", "time", threads=2), record("torch", 5, "W7", "peak memory")])
        self.assertEqual(o.values, {})

    def test_failed_records_do_not_count(self):
        o = outcome("W1", "train", [record("torch", 99, failed="the loss did not fall"), record("torch", 10)])
        self.assertEqual(o.values, {"torch": 10})


class Ratios(unittest.TestCase):
    def test_rate(self):
        o = outcome("W1", "train", [record("layercake", 30), record("torch", 20), record("candle", 10)])
        self.assertEqual((o.best_other, o.ratio), ("torch", 1.5))

    def test_time(self):
        case = "W2 net, batch 1"
        o = outcome("W3", case, [record("layercake", 5, "W3", case), record("torch", 20, "W3", case), record("candle", 10, "W3", case)])
        self.assertEqual((o.best_other, o.ratio), ("candle", 0.5))

    def test_not_judged(self):
        o = outcome("W8", "digits", [record("layercake", 1, "W8", "digits"), record("candle", 1, "W8", "digits"), record("torch", 20, "W8", "digits")])
        self.assertEqual((o.best_other, o.ratio, o.values["candle"]), ("torch", 0.05, 1))

    def test_arithmetic_limit(self):
        o = outcome("W1", "train", [PEAK, {**PEAK, "gflops": 90.0}, record("layercake", 15579.6)])
        flop = 2 * (3 * (784 * 512 + 512 * 512 + 512 * 10) - 784 * 512)
        self.assertAlmostEqual(o.limit, 100e9 / flop)
        self.assertAlmostEqual(o.share, 15579.6 * flop / 100e9)

    def test_arithmetic_of_a_convolutional_net(self):
        """Weights times positions: forward, for the weights, and for the input of all but the first."""
        first, second, last = 26 * 26 * (9 * 32), 11 * 11 * (9 * 32 * 64), 1600 * 10
        self.assertEqual(row("W4", "train").flop, 2 * (2 * first + 3 * second + 3 * last))

    def test_arithmetic_of_an_lstm(self):
        """At each step the four gates of 128 units see 28 inputs and, but for the first, 128 outputs."""
        inputs, outputs, last = 28 * (28 * 4 * 128), 27 * (128 * 4 * 128), 128 * 10
        self.assertEqual(row("W5", "train").flop, 2 * (2 * inputs + 3 * outputs + 3 * last))

    def test_arithmetic_limit_of_a_time(self):
        case = "W2 net, batch 1"
        o = outcome("W3", case, [PEAK, record("layercake", 3.176, "W3", case)])
        self.assertAlmostEqual(o.limit, 2 * (78400 + 1000) / 100e9 * 1e6)
        self.assertAlmostEqual(o.share, 0.5)


class Verdicts(unittest.TestCase):
    def check(self, want, work, case, ours, others, *more, **extra):
        records = [record("layercake", ours, work, case, **extra), *everyone(work, case, others, **extra), *more]
        self.assertEqual(outcome(work, case, records).verdict, want)

    def test_at_least(self):
        self.check("pass", "W1", "train", 140, 100)
        self.check("FAIL", "W1", "train", 139, 100)

    def test_at_least_of_the_nets_with_layers_of_their_own(self):
        for work, least in (("W4", 200), ("W5", 150)):
            self.check("pass", work, "train", least, 100)
            self.check("FAIL", work, "train", least - 1, 100)

    def test_systems_that_a_work_does_not_name_are_not_missing(self):
        for work in ("W4", "W5"):
            names = systems.judged(work)
            self.assertEqual(names, ["keras-jax", "keras-tensorflow", "torch", "candle"])
            records = [record("layercake", 1000, work), *everyone(work, "train", 100)]
            absent = dict.fromkeys(("gomlx", "spago", "gorgonia", "scikit-learn"), "not available")
            self.assertEqual(outcome(work, "train", records, absent=absent).verdict, "pass")

    def test_at_most(self):
        case = "W1 net, batch 1"
        self.check("pass", "W3", case, 70, 100, allocations=0)
        self.check("FAIL", "W3", case, 71, 100, allocations=0)

    def test_allocations(self):
        case = "W1 net, batch 1"
        self.check("FAIL", "W3", case, 70, 100, allocations=1)
        self.check("FAIL", "W3", case, 70, 100)
        self.check("pass", "W3", case, 70, 100, record("layercake", 75, "W3", case, call="Predict", normal=True, allocations=2), allocations=0)

    def test_below(self):
        self.check("pass", "W7", "time", 19.9, 200)
        self.check("FAIL", "W7", "time", 20, 200)

    def test_share_of_peak(self):
        case = "256×256×256 NN"
        self.check("pass", "W6", case, 85, 80, PEAK)
        self.check("FAIL", "W6", case, 84.9, 80, PEAK)
        self.check("FAIL", "W6", case, 90, 91, PEAK)
        self.check("incomplete: FMA peak missing", "W6", case, 90, 80)

    def test_small_and_single_rows_have_other_shares(self):
        self.check("pass", "W6", "32×784×100 NT", 70, 60, PEAK)
        self.check("pass", "W6", "1×784×512 NN", 10, 9, PEAK)

    def test_accuracy(self):
        others = [{**r, "accuracy": 0.981} for r in everyone("W8", "MNIST", 10)]
        for accuracy, want in ((0.979, "pass"), (0.977, "FAIL")):
            ours = record("layercake", 4, "W8", "MNIST", accuracy=accuracy)
            lucky = record("candle", 9, "W8", "MNIST", accuracy=0.999)  # not judged, so not compared with
            self.assertEqual(outcome("W8", "MNIST", [ours, lucky, *others]).verdict, want)

    def test_missing_system_is_never_a_pass(self):
        records = [record("layercake", 140), *everyone("W1", "train", 100)]
        records = [r for r in records if r["system"] != "torch"]
        self.assertEqual(outcome("W1", "train", records).verdict, "incomplete: torch missing")
        records.append(record("keras-jax", 101))
        self.assertEqual(outcome("W1", "train", records + [record("keras-jax", 102)]).verdict, "FAIL (incomplete: torch missing)")

    def test_reason_of_a_missing_system(self):
        records = [record("layercake", 140), {"system": "candle", "work": "W1", "case": None, "threads": 1, "failed": "exit status 1"}]
        o = outcome("W1", "train", records, absent={"torch": "pip failed"})
        self.assertEqual((o.missing["torch"], o.missing["candle"], o.missing["spago"]), ("pip failed", "exit status 1", "not run"))

    def test_layercake_missing_or_wrong(self):
        self.assertEqual(outcome("W1", "train", everyone("W1", "train", 1)).verdict, "incomplete: layercake missing")
        self.assertEqual(outcome("W1", "train", []).verdict, "incomplete: not run")
        wrong = record("layercake", 999, failed="the loss did not fall")
        self.assertEqual(outcome("W1", "train", [wrong, record("layercake", 999), *everyone("W1", "train", 1)]).verdict, "FAIL: the loss did not fall")

    def test_no_bar_no_verdict(self):
        case = "W1 net, batch 1024"
        self.assertEqual(outcome("W3", case, [record("layercake", 1, "W3", case, normal=True)], normal=True).verdict, "")


if __name__ == "__main__":
    unittest.main()
