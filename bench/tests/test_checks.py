"""The guards: what counts as work that was done."""
import math
import unittest

from harness import checks, inputs

EXPECT = {"predictions": {"W2": [[0.25, 0.75], [0.5, 0.5]]}, "corners": {"2×2×2 NN": [4.0, 8.0]}}


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
    def test_predict(self):
        layers = [([1.0, -1.0, 2.0, 1.0], [0.5, 0.0]), ([1.0, 0.0, 0.0, 1.0], [0.0, math.log(2)])]
        # (1, 1)·W + b = (3.5, 0), relu keeps it; e^3.5 : 2·e^0.
        p = inputs.predict(layers, [1.0, 1.0])
        self.assertAlmostEqual(p[0] / p[1], math.exp(3.5) / 2)
        self.assertAlmostEqual(sum(p), 1)

    def test_relu(self):
        layers = [([-1.0], [0.0]), ([5.0, 0.0], [0.0, 0.0])]
        self.assertEqual(inputs.predict(layers, [3.0]), [0.5, 0.5])

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
