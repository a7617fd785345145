"""The works: what is measured, in which unit, and what layercake is held to."""
from dataclasses import dataclass

TITLES = {
    "W1": "Train a multi-layer perceptron: 784 → 512 relu → 512 relu → 10 softmax, Adam, batch 128",
    "W2": "Train a small net: 784 → 100 relu → 10 softmax, SGD, batch 32",
    "W3": "Predict",
    "W4": "Train a convolutional net: 28×28×1 → Conv2D 32 3×3 relu → MaxPool 2 → Conv2D 64 3×3 relu → MaxPool 2 → Flatten → 10 softmax, Adam, batch 128",
    "W5": "Train an LSTM: 28 steps × 28 → LSTM 128, its last output → 10 softmax, Adam, batch 128",
    "W6": "Matrix products (M×K·K×N; T: that operand is stored transposed)",
    "W7": "Cold start: a fresh process builds the W2 net and predicts one sample",
    "W8": "From the shell to a trained, saved model",
}

NETS = {"W1": (784, 512, 512, 10), "W2": (784, 100, 10)}  # the widths of dense nets
# The weights of the others, in Keras's order and layout. W4: kernels are (rows, columns,
# inputs, filters), and Flatten lets the channels of a position lie together. W5: kernel,
# recurrent kernel and bias, with the gates in the order i, f, c, o.
WEIGHTS = {
    "W4": ((3, 3, 1, 32), (32,), (3, 3, 32, 64), (64,), (5 * 5 * 64, 10), (10,)),
    "W5": ((28, 512), (128, 512), (512,), (128, 10), (10,)),
}
EPOCH = {"W4": 2048, "W5": 2048}  # samples of an epoch, where it is not the whole data
SHAPES = [(256, 256, 256), (512, 512, 512), (1024, 1024, 1024), (2048, 2048, 2048),
          (128, 784, 512), (128, 512, 512), (32, 784, 100), (1, 784, 512)]
TRANSPOSED = ["NN", "TN", "NT"]


@dataclass(frozen=True)
class Row:
    """One number to be compared, at each count of threads."""
    work: str
    case: str
    unit: str
    higher: bool = True               # whether more is better
    normal: bool = False              # only the call that people write, not the fastest
    flop: float = 0                   # per unit of the value: what the arithmetic limit is made of
    at_least: float | None = None     # times the best other
    at_most: float | None = None      # times the best other
    below: float | None = None        # the value itself
    of_peak: float | None = None      # share of the FMA peak
    no_allocations: bool = False
    accuracy_within: float | None = None  # of the best other's

    def bar(self):
        """The bar in words; empty if there is none."""
        parts = []
        if self.at_least is not None:
            parts.append(f"≥ {self.at_least:g}×")
        if self.at_most is not None:
            parts.append(f"≤ {self.at_most:g}×")
        if self.below is not None:
            parts.append(f"< {self.below:g} {self.unit}")
        if self.of_peak is not None:
            parts.append(f"≥ {self.of_peak:.0%} of peak")
        if self.no_allocations:
            parts.append("no allocations")
        if self.accuracy_within is not None:
            parts.append("same accuracy")
        return ", ".join(parts)


def products(net):
    """Multiply-adds of one sample going forward."""
    return sum(a * b for a, b in zip(net, net[1:]))


def convolution(positions, window, inputs, filters):
    """Multiply-adds of one sample going forward."""
    return positions * window * inputs * filters


def training_flop(first, others):
    """Of one sample, from the multiply-adds going forward. Each weight has as many
    for its gradient, and for that of its input; but nobody wants the gradient of the
    data, which the first ones multiply. Multiply and add are two operations."""
    return 2 * (2 * first + 3 * others)


def _w5_flop():
    """The input's products are the first ones, at each of 28 steps. The state's come
    at 27: before the first step there is nothing to multiply, and nothing to learn."""
    return training_flop(28 * 28 * 512, 27 * 128 * 512 + 128 * 10)


def label(shape):
    return "×".join(map(str, shape))


def _rows():
    yield Row("W1", "train", "samples/s", flop=training_flop(784 * 512, 512 * 512 + 512 * 10), at_least=1.4)
    yield Row("W2", "train", "samples/s", flop=training_flop(784 * 100, 100 * 10), at_least=3)
    for net in ("W2", "W1"):
        flop = 2 * products(NETS[net])
        yield Row("W3", f"{net} net, batch 1", "µs", higher=False, flop=flop, at_most=0.7, no_allocations=True)
        yield Row("W3", f"{net} net, batch 1", "µs", higher=False, normal=True, flop=flop)
        yield Row("W3", f"{net} net, batch 1024", "samples/s", flop=flop, at_least=1.15)
        yield Row("W3", f"{net} net, batch 1024", "samples/s", normal=True, flop=flop)
    second = convolution(11 * 11, 3 * 3, 32, 64)  # the first leaves 26 × 26 positions, its pooling 13 × 13
    yield Row("W4", "train", "samples/s", flop=training_flop(convolution(26 * 26, 3 * 3, 1, 32), second + 1600 * 10), at_least=2)
    yield Row("W5", "train", "samples/s", flop=_w5_flop(), at_least=1.5)
    for shape in SHAPES:
        share = None if shape[0] == 1 else 0.70 if shape[0] <= 32 else 0.85  # one row is bound by memory
        for op in TRANSPOSED:
            yield Row("W6", f"{label(shape)} {op}", "GFLOP/s", flop=1e9, at_least=1.0, of_peak=share)
    yield Row("W7", "time", "ms", higher=False, below=20)
    yield Row("W7", "peak memory", "MiB", higher=False, below=20)
    yield Row("W7", "size on disk", "MB", higher=False, below=20)
    yield Row("W8", "digits", "s", higher=False, at_most=0.1, accuracy_within=0.03)  # five of 180
    yield Row("W8", "MNIST", "s", higher=False, at_most=0.5, accuracy_within=0.003)


ROWS = list(_rows())
WORKS = list(TITLES)
