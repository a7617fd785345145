"""The guards: what counts as work that was done."""
import math
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from harness import checks, inputs, reference, works

EXPECT = {"predictions": {net: [[0.25, 0.75], [0.5, 0.5]] for net in ("W2", "W4", "W5")}, "corners": {"2×2×2 NN": [4.0, 8.0]}}


def complaint(samples=8192, **record):
    return checks.complaint({"value": 1.0, **record}, EXPECT, samples) or ""


class Guards(unittest.TestCase):
    def test_value(self):
        for value in (0, -1, math.nan, math.inf, None, "fast"):
            self.assertIn("is no measurement", complaint(work="W1", value=value))

    def test_losses(self):
        good = list(checks.LOSSES["W2", 8192][0])
        self.assertEqual(complaint(work="W2", losses=good), "")
        self.assertEqual(complaint(work="W2", losses=good[:2]), "", "a slow system stops after two epochs")
        self.assertIn("did not fall", complaint(work="W2", losses=good[::-1]))
        self.assertIn("epoch 1", complaint(work="W2", losses=[3.0, *good[1:]]))
        self.assertIn("did not fall", complaint(work="W2", losses=[good[0]] * 4))
        self.assertIn("want a loss", complaint(work="W2", losses=[good[0]]))
        self.assertIn("want a loss", complaint(work="W2", losses=[good[0], math.nan]))
        self.assertIn("want a loss", complaint(work="W2"))

    def test_first_predictions_of_other_nets(self):
        for work in ("W4", "W5"):
            good = list(checks.LOSSES[work, 2048][0])
            right = [[0.25001, 0.74999], [0.5, 0.5]]
            check = lambda **record: complaint(samples=2048, work=work, **record)
            self.assertEqual(check(losses=good, outputs=right), "")
            self.assertIn("first weights is missing", check(losses=good))
            self.assertIn("first weights is 0.26", check(losses=good, outputs=[[0.26, 0.74], [0.5, 0.5]]))
            self.assertIn("did not fall", check(losses=good[::-1], outputs=right))

    def test_predictions(self):
        case = "W2 net, batch 1024"
        self.assertEqual(complaint(work="W3", case=case, outputs=[[0.25001, 0.74999], [0.5, 0.5]]), "")
        self.assertIn("a prediction is 0.26", complaint(work="W3", case=case, outputs=[[0.26, 0.74], [0.5, 0.5]]))
        self.assertIn("a prediction is nan", complaint(work="W3", case=case, outputs=[[math.nan, 0.75], [0.5, 0.5]]))
        for outputs in (None, [], [[0.25, 0.75]], [[0.25], [0.5, 0.5]]):
            self.assertIn("missing", complaint(work="W3", case=case, outputs=outputs), outputs)
        self.assertEqual(complaint(work="W3", case="W2 net, batch 1", outputs=[[0.25, 0.75]]), "")

    def test_products(self):
        self.assertEqual(complaint(work="W6", case="2×2×2 NN", corners=[4.0, 8.0001]), "")
        self.assertIn("corner", complaint(work="W6", case="2×2×2 NN", corners=[4.0, 8.1]))
        self.assertIn("missing", complaint(work="W6", case="2×2×2 NN"))

    def test_cold_start(self):
        self.assertEqual(complaint(work="W7", case="time", sum=0.9999), "")
        self.assertIn("sum", complaint(work="W7", case="time", sum=0.5))

    def test_shell(self):
        good = {"work": "W8", "case": "digits", "accuracy": 0.96, "saved": 40000}
        self.assertEqual(complaint(**good), "")
        self.assertIn("accuracy", complaint(**{**good, "accuracy": 0.9}))
        self.assertIn("bytes", complaint(**{**good, "saved": 100}))


class Inputs(unittest.TestCase):
    def setUp(self):
        # Small, for speed: nothing here depends on how many samples there are.
        for name, value in (("ROWS", 2), ("LAST", 1)):
            patch = mock.patch.object(inputs, name, value)
            patch.start()
            self.addCleanup(patch.stop)
        patch = mock.patch.object(works, "SHAPES", [])
        patch.start()
        self.addCleanup(patch.stop)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_every_net_has_its_weights(self):
        expect = inputs.make(self.folder)
        for net, shapes in works.WEIGHTS.items():
            n = sum(math.prod(shape) for shape in shapes)
            self.assertEqual((self.folder / f"{net}.f32").stat().st_size, 4 * n)
        for net in (*works.NETS, *works.WEIGHTS):
            for row in expect["predictions"][net]:
                self.assertEqual(len(row), 10)
                self.assertAlmostEqual(sum(row), 1)

    def test_made_once(self):
        first = inputs.make(self.folder)
        (self.folder / "x.f32").unlink()
        self.assertEqual(inputs.make(self.folder), first)
        self.assertFalse((self.folder / "x.f32").exists(), "made again for nothing")

    def test_made_again_when_other_inputs_are_wanted(self):
        inputs.make(self.folder)
        with mock.patch.dict(works.NETS, {"W9": (784, 3)}):
            self.assertIn("W9", inputs.make(self.folder)["predictions"])
            self.assertTrue((self.folder / "W9.f32").exists())

    def test_kept_from_before_there_were_rules(self):
        (self.folder / "expect.json").write_text('{"predictions": {}, "corners": {}}')
        self.assertIn("W5", inputs.make(self.folder)["predictions"])

    def test_forget_gate_starts_open(self):
        bias = [0.0] * 8
        inputs._remember(bias)
        self.assertEqual(bias, [0, 0, 1, 1, 0, 0, 0, 0])

    def test_corners(self):
        x = [0.0] * (inputs.B_STARTS + 6)
        x[:6] = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
        x[inputs.B_STARTS:] = [1.0, 10.0, 100.0, 1000.0, 10000.0, 100000.0]
        # A is (1 2 3; 4 5 6), turned (1 3 5; 2 4 6); B (1 10; 100 1000; 10⁴ 10⁵), turned (1 1000; 10 10⁴; 100 10⁵).
        self.assertEqual(inputs.corners(x, (2, 3, 2), "NN"), [30201.0, 605040.0])
        self.assertEqual(inputs.corners(x, (2, 3, 2), "TN"), [50301.0, 604020.0])
        self.assertEqual(inputs.corners(x, (2, 3, 2), "NT"), [321.0, 654000.0])


if __name__ == "__main__":
    unittest.main()
