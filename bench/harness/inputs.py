"""The same data and the same first weights for every system, made once.

x.f32      8192 × 784 numbers from [0, 1), float32, little-endian, row by row
y.u8       8192 labels from 0 to 9
W1.f32     the weights of the W1 net: kernel (inputs × outputs), bias, next layer
W2.f32     of the W2 net
W4.f32     of the convolutional net, W5.f32 of the LSTM: works.WEIGHTS has the order
expect.json what a right prediction and a right product are, in float64; and what all was made from
"""
import array
import hashlib
import json
import math
import random
from pathlib import Path

from . import reference, works

ROWS, WIDTH = 8192, 784
LAST = 1023       # the other row whose prediction is checked
B_STARTS = 2_000_000  # W6 takes A from the start of x.f32 and B from here


def make(folder):
    """Writes the files, unless they are there and were made by these very rules,
    and returns what is expected."""
    done, rules = folder / "expect.json", _rules()
    expect = json.loads(done.read_text()) if done.exists() else {}
    if expect.get("rules") == rules:
        return expect
    folder.mkdir(parents=True, exist_ok=True)
    draw = random.Random(0)
    x = _floats(draw.random() for _ in range(ROWS * WIDTH))
    _write(folder / "x.f32", x)
    (folder / "y.u8").write_bytes(bytes(draw.randrange(10) for _ in range(ROWS)))
    expect = {"rules": rules, "predictions": {}, "corners": {}}
    for net, shapes in {**{net: _dense(sizes) for net, sizes in works.NETS.items()}, **works.WEIGHTS}.items():
        weights = [_weight(draw, shape) for shape in shapes]
        if net == "W5":
            _remember(weights[2])
        _write(folder / f"{net}.f32", _floats(v for w in weights for v in w))
        expect["predictions"][net] = [reference.probabilities(net, weights, x[r * WIDTH:(r + 1) * WIDTH]) for r in (0, LAST)]
    for shape in works.SHAPES:
        for op in works.TRANSPOSED:
            expect["corners"][f"{works.label(shape)} {op}"] = corners(x, shape, op)
    done.write_text(json.dumps(expect))
    return expect


def _rules():
    """Changes with whatever says what the files hold."""
    rules = [Path(__file__).read_text(), Path(reference.__file__).read_text()]
    return hashlib.sha256(repr((rules, works.NETS, works.WEIGHTS, works.SHAPES, works.TRANSPOSED)).encode()).hexdigest()


def _dense(sizes):
    """The shapes of the weights: kernel and bias of each layer."""
    return [shape for n, m in zip(sizes, sizes[1:]) for shape in ((n, m), (m,))]


def _weight(draw, shape):
    """Glorot's uniform kernels; small biases, so that a forgotten one shows."""
    *window, inputs, outputs = (1, *shape)
    limit = 0.05 if len(shape) == 1 else math.sqrt(6 / (math.prod(window) * (inputs + outputs)))
    return _floats(draw.uniform(-limit, limit) for _ in range(math.prod(shape)))


def _remember(bias):
    """Adds 1 to the bias of an LSTM's forget gate, the second of four (Keras's unit_forget_bias)."""
    units = len(bias) // 4
    for i in range(units, 2 * units):
        bias[i] += 1


def corners(x, shape, op):
    """The first and the last element of the product."""
    m, k, n = shape
    a, b = x[:m * k], x[B_STARTS:B_STARTS + k * n]

    def element(i, j):
        left = a[i::m] if op == "TN" else a[i * k:(i + 1) * k]
        right = b[j * k:(j + 1) * k] if op == "NT" else b[j::n]
        return sum(map(float.__mul__, left, right))
    return [element(0, 0), element(m - 1, n - 1)]


def _floats(values):
    return array.array("f", values)


def _write(path, values):
    if array.array("H", [1]).tobytes() != b"\1\0":
        values = values[:]
        values.byteswap()
    path.write_bytes(values.tobytes())
