"""The time of a run: what is repeated."""
import unittest
from types import SimpleNamespace
from unittest import mock

from harness import main, systems, turns


class Affordable(unittest.TestCase):
    def test_the_quickest_fit(self):
        took = {"a": 30, "b": 1, "c": 10, "d": 10}
        self.assertEqual(turns.affordable(took, 100), {"a", "b", "c", "d"})
        self.assertEqual(turns.affordable(took, 21), {"b", "c", "d"})
        self.assertEqual(turns.affordable(took, 11.5), {"b", "c"})
        self.assertEqual(turns.affordable(took, 0), set())

    def test_some_always_do(self):
        took = {"ours": 50, "b": 1, "c": 10}
        ours = lambda key: key == "ours"
        self.assertEqual(turns.affordable(took, 55, ours), {"ours", "b"})
        self.assertEqual(turns.affordable(took, -5, ours), {"ours"})


class Bench:
    """Measures nothing, and lets a clock run on."""

    def __init__(self, seconds):
        self.seconds, self.now, self.done = seconds, 0.0, []

    def peak(self, threads):
        return iter(())

    def measure(self, system, work, threads):
        self.now += self.seconds[system.name]
        self.done.append((system.name, threads))
        yield {"system": system.name}


class MeasureAll(unittest.TestCase):
    def run_for(self, minutes, **seconds):
        bench = Bench(seconds)
        args = SimpleNamespace(repeats=3, work=["W1"], threads=[1, 2], minutes=minutes, patience=1000)
        chosen = [SimpleNamespace(name=name, title=name, works=("W1",)) for name in seconds]
        with mock.patch.object(main, "say"):
            list(main.measure_all(args, chosen, bench, clock=lambda: bench.now))
        return bench

    def test_all_repeats_if_there_is_time(self):
        bench = self.run_for(60, layercake=1, slow=5)
        self.assertEqual(len(bench.done), 3 * 2 * 2)

    def test_slow_ones_once_if_there_is_not(self):
        bench = self.run_for(10, layercake=1, quick=2, slow=200)
        self.assertEqual(bench.done.count(("slow", 1)), 1)
        self.assertEqual(bench.done.count(("quick", 1)), 3)
        self.assertEqual(bench.done.count((systems.OURS, 2)), 3)
        self.assertLess(bench.now, 10 * 60)

    def test_everything_is_measured_once(self):
        bench = self.run_for(1, layercake=1, quick=2, slow=200)
        self.assertEqual({name for name, _ in bench.done[:6]}, {"layercake", "quick", "slow"})
        self.assertEqual(bench.done.count((systems.OURS, 1)), 3, "our own is repeated all the same")
        self.assertEqual(bench.done.count(("quick", 1)), 1)


if __name__ == "__main__":
    unittest.main()
