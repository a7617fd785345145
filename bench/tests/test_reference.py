"""What is taken to be right, on nets small enough to work out by hand."""
import math
import unittest

from harness import reference


class Perceptron(unittest.TestCase):
    def test_two_layers(self):
        weights = [[1.0, -1.0, 2.0, 1.0], [0.5, 0.0], [1.0, 0.0, 0.0, 1.0], [0.0, math.log(2)]]
        # (1, 1)·W + b = (3.5, 0), relu keeps it; e^3.5 : 2·e^0.
        p = reference.probabilities("W2", weights, [1.0, 1.0])
        self.assertAlmostEqual(p[0] / p[1], math.exp(3.5) / 2)
        self.assertAlmostEqual(sum(p), 1)

    def test_relu(self):
        self.assertEqual(reference.probabilities("W2", [[-1.0], [0.0], [5.0, 0.0], [0.0, 0.0]], [3.0]), [0.5, 0.5])


class Images(unittest.TestCase):
    def test_convolution(self):
        pixels = [[[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]], [[4.0, 40.0], [5.0, 50.0], [6.0, 60.0]]]
        # Kernels are (row, column, channel, filter): the first filter takes channel 0 of
        # the window's right upper pixel, the second minus channel 1 of the left lower one.
        kernel = [0.0] * (2 * 2 * 2 * 2)
        kernel[((0 * 2 + 1) * 2 + 0) * 2 + 0] = 1.0
        kernel[((1 * 2 + 0) * 2 + 1) * 2 + 1] = -1.0
        # 2 + 0.5 and 45 − 40; at the next window relu leaves nothing of 45 − 50.
        self.assertEqual(reference.convolve(pixels, kernel, [0.5, 45.0], 2), [[[2.5, 5.0], [3.5, 0.0]]])

    def test_pool_leaves_the_odd_out(self):
        pixels = [[[1.0, -1.0], [2.0, -2.0], [9.0, 9.0]], [[3.0, -3.0], [0.0, -4.0], [9.0, 9.0]], [[9.0, 9.0]] * 3]
        self.assertEqual(reference.pool(pixels), [[[3.0, -1.0]]])


class Lstm(unittest.TestCase):
    def test_gates_in_order(self):
        """One unit, no input: the bias alone says how far each gate is open."""
        def sigmoid(v):
            return 1 / (1 + math.exp(-v))
        i, f, new, o = 0.3, 0.9, 0.5, -0.2
        c = sigmoid(i) * math.tanh(new)
        c = sigmoid(f) * c + sigmoid(i) * math.tanh(new)
        h = reference.lstm([[0.0], [0.0]], [0.0] * 4, [0.0] * 4, [i, f, new, o])
        self.assertAlmostEqual(h[0], sigmoid(o) * math.tanh(c))

    def test_output_comes_back(self):
        """All gates open: c₁ = tanh(x), and then h₁ doubled is what is new."""
        open_wide = [50.0, 50.0, 0.0, 50.0]
        h1 = math.tanh(math.tanh(0.4))
        h = reference.lstm([[0.4], [0.0]], [0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 2.0, 0.0], open_wide)
        self.assertAlmostEqual(h[0], math.tanh(math.tanh(0.4) + math.tanh(2 * h1)))


if __name__ == "__main__":
    unittest.main()
