"""The same data and the same first weights for every system, made once.

x.f32      8192 × 784 numbers from [0, 1), float32, little-endian, row by row
y.u8       8192 labels from 0 to 9
W1.f32     the weights of the W1 net: kernel (inputs × outputs), bias, next layer
W2.f32     of the W2 net
expect.json what a right prediction and a right product are, in float64
"""
import array
import json
import math
import random

from . import works

ROWS, WIDTH = 8192, 784
LAST = 1023       # the other row whose prediction is checked
B_STARTS = 2_000_000  # W6 takes A from the start of x.f32 and B from here


def make(folder):
    """Writes the files unless they are there, and returns what is expected."""
    done = folder / "expect.json"
    if not done.exists():
        folder.mkdir(parents=True, exist_ok=True)
        draw = random.Random(0)
        x = _floats(draw.random() for _ in range(ROWS * WIDTH))
        _write(folder / "x.f32", x)
        (folder / "y.u8").write_bytes(bytes(draw.randrange(10) for _ in range(ROWS)))
        expect = {"predictions": {}, "corners": {}}
        for net, sizes in works.NETS.items():
            layers = _weights(draw, sizes)
            _write(folder / f"{net}.f32", _floats(v for kernel, bias in layers for v in (*kernel, *bias)))
            expect["predictions"][net] = [predict(layers, x[r * WIDTH:(r + 1) * WIDTH]) for r in (0, LAST)]
        for shape in works.SHAPES:
            for op in works.TRANSPOSED:
                expect["corners"][f"{works.label(shape)} {op}"] = corners(x, shape, op)
        done.write_text(json.dumps(expect))
    return json.loads(done.read_text())


def _weights(draw, sizes):
    """Glorot's uniform kernels; small biases, so that a forgotten one shows."""
    layers = []
    for n, m in zip(sizes, sizes[1:]):
        limit = math.sqrt(6 / (n + m))
        layers.append((_floats(draw.uniform(-limit, limit) for _ in range(n * m)),
                       _floats(draw.uniform(-0.05, 0.05) for _ in range(m))))
    return layers


def predict(layers, row):
    """relu between the layers, softmax at the end."""
    for i, (kernel, bias) in enumerate(layers):
        m = len(bias)
        row = [b + sum(map(float.__mul__, row, kernel[j::m])) for j, b in enumerate(bias)]
        if i + 1 < len(layers):
            row = [max(0.0, v) for v in row]
    top = max(row)
    e = [math.exp(v - top) for v in row]
    return [v / sum(e) for v in e]


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
