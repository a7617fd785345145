"""What each net makes of one sample, in float64 and as plainly as can be: what
the predictions of every system are held against."""
import math
from operator import mul

SIDE = 28  # a sample has 28 × 28 values: an image of one channel, or 28 steps


def probabilities(net, weights, sample):
    """weights are the arrays of a net one after the other, each a flat list."""
    if net == "W4":
        return _convolutional(weights, sample)
    if net == "W5":
        return _recurrent(weights, sample)
    return perceptron(weights, sample)


def perceptron(weights, row):
    """relu between the dense layers, softmax at the end."""
    for kernel, bias in list(zip(weights[::2], weights[1::2]))[:-1]:
        row = relu(dense(row, kernel, bias))
    return softmax(dense(row, *weights[-2:]))


def _convolutional(weights, image):
    """Twice a convolution of 3 × 3, relu and pooling; then dense."""
    kernel1, bias1, kernel2, bias2, *last = weights
    pixels = [[[image[SIDE * i + j]] for j in range(SIDE)] for i in range(SIDE)]
    pixels = pool(convolve(pixels, kernel1, bias1, 3))
    pixels = pool(convolve(pixels, kernel2, bias2, 3))
    return softmax(dense([v for row in pixels for pixel in row for v in pixel], *last))


def _recurrent(weights, sequence):
    kernel, recurrent, bias, *last = weights
    h = lstm([sequence[i:i + SIDE] for i in range(0, SIDE * SIDE, SIDE)], kernel, recurrent, bias)
    return softmax(dense(h, *last))


def dense(row, kernel, bias):
    m = len(bias)
    return [b + sum(map(mul, row, kernel[j::m])) for j, b in enumerate(bias)]


def relu(row):
    return [max(0.0, v) for v in row]


def softmax(row):
    top = max(row)
    e = [math.exp(v - top) for v in row]
    return [v / sum(e) for v in e]


def convolve(pixels, kernel, bias, k):
    """Every window of k × k inside the image is a dense layer's input, rows first,
    the channels of a pixel together; then relu."""
    def window(i, j):
        return [v for row in pixels[i:i + k] for pixel in row[j:j + k] for v in pixel]
    return [[relu(dense(window(i, j), kernel, bias)) for j in range(len(pixels[0]) - k + 1)] for i in range(len(pixels) - k + 1)]


def pool(pixels):
    """The largest of each 2 × 2, by channel; an odd row or column is left out."""
    def largest(i, j):
        return list(map(max, pixels[i][j], pixels[i][j + 1], pixels[i + 1][j], pixels[i + 1][j + 1]))
    return [[largest(i, j) for j in range(0, len(pixels[0]) - 1, 2)] for i in range(0, len(pixels) - 1, 2)]


def lstm(steps, kernel, recurrent, bias):
    """The last output: gates in the order i, f, c, o, as Keras has them."""
    units = len(bias) // 4
    h = c = [0.0] * units
    for x in steps:
        z = list(map(sum, zip(dense(x, kernel, bias), dense(h, recurrent, [0.0] * len(bias)))))
        i, f, new, o = (z[g * units:(g + 1) * units] for g in range(4))
        c = [_sigmoid(f) * c + _sigmoid(i) * math.tanh(n) for i, f, n, c in zip(i, f, new, c)]
        h = [_sigmoid(o) * math.tanh(c) for o, c in zip(o, c)]
    return h


def _sigmoid(v):
    return 1 / (1 + math.exp(-v))
