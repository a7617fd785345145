"""What the Python workers share: arguments, inputs, timing, records."""
import argparse
import json
import statistics
import time

import numpy as np

NETS = {"W1": (784, 512, 512, 10), "W2": (784, 100, 10)}  # the widths of dense nets
WEIGHTS = {  # the shapes of the other nets' weights, in Keras's order and layout
    "W4": ((3, 3, 1, 32), (32,), (3, 3, 32, 64), (64,), (5 * 5 * 64, 10), (10,)),
    "W5": ((28, 512), (128, 512), (512,), (128, 10), (10,)),
}
INPUT = {"W1": (784,), "W2": (784,), "W4": (28, 28, 1), "W5": (28, 28)}  # of a sample
BATCH = {"W1": 128, "W2": 32, "W4": 128, "W5": 128}
CHECKED = [0, 1023]  # the samples whose predictions are looked at
TIMED_EPOCHS = 3  # after one that warms up


def arguments():
    p = argparse.ArgumentParser()
    p.add_argument("-work")
    p.add_argument("-threads", type=int)
    p.add_argument("-inputs")
    p.add_argument("-samples", type=int)
    p.add_argument("-seconds", type=float)
    p.add_argument("-case")
    p.add_argument("-data")
    p.add_argument("-out")
    return p.parse_args()


def record(work, case, **fields):
    print(json.dumps({"work": work, "case": case, **fields}), flush=True)


def samples(folder, n=None):
    """x (rows, 784) and y (rows); all of them without n."""
    x = np.fromfile(f"{folder}/x.f32", "<f4").reshape(-1, 784)
    y = np.fromfile(f"{folder}/y.u8", np.uint8).astype(np.int64)
    return x[:n].copy(), y[:n]


def weights(folder, net):
    """A list of kernel (inputs, outputs) and bias of each layer of a dense net."""
    values = arrays(folder, net)
    return list(zip(values[::2], values[1::2]))


def arrays(folder, net):
    """The first weights of any net, in Keras's order and layout."""
    shapes = WEIGHTS.get(net) or [shape for n, m in zip(NETS[net], NETS[net][1:]) for shape in ((n, m), (m,))]
    values, ends = np.fromfile(f"{folder}/{net}.f32", "<f4"), np.cumsum([np.prod(s) for s in shapes])
    return [part.reshape(shape).copy() for part, shape in zip(np.split(values, ends[:-1]), shapes)]


def first_outputs(net, x, call):
    """What the nets that are not dense alone make of two samples, to be checked."""
    return {"outputs": np.asarray(call(x[CHECKED])).astype(float).tolist()} if net in WEIGHTS else {}


def latency(call, seconds):
    """Median µs of up to 2000 calls, after 20 and a tenth of the time to warm up."""
    end = time.perf_counter() + seconds / 10
    warm = 0
    while warm < 20 or time.perf_counter() < end:
        call()
        warm += 1
    times, end = [], time.perf_counter() + seconds
    while len(times) < 2000 and (len(times) < 20 or time.perf_counter() < end):
        start = time.perf_counter_ns()
        call()
        times.append(time.perf_counter_ns() - start)
    return statistics.median(times) / 1000


def per_call(call, seconds):
    """Seconds a call takes: the best of five rounds that fill the time."""
    call()
    start = time.perf_counter()
    call()
    n = max(1, int(seconds / 5 / (time.perf_counter() - start)))
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        for _ in range(n):
            call()
        best = min(best, (time.perf_counter() - start) / n)
    return best


def predictions(net, batch, call, seconds, name, normal=False):
    """Times a call that returns probabilities, and hands some on to be checked."""
    out = np.asarray(call())
    value = latency(call, seconds) if batch == 1 else len(out) / per_call(call, seconds)
    checked = out[[0]] if batch == 1 else out[CHECKED]
    record("W3", f"{net} net, batch {batch}", call=name, normal=normal, value=value, outputs=checked.astype(float).tolist())


def cold(version, total):
    """The record of W7: the sum of ten probabilities, and the most memory used."""
    with open("/proc/self/status") as f:
        peak = next(int(line.split()[1]) for line in f if line.startswith("VmHWM"))
    record("W7", "time", version=version, sum=float(total), peak_mib=peak / 1024)


def digits(path):
    """(x, y) to train on and (x, y) to test on: 180 of 1,797."""
    table = np.loadtxt(path, delimiter=",", skiprows=1, dtype=np.float32)
    order = np.random.default_rng(0).permutation(len(table))
    x, y = table[order, :64] / 16, table[order, 64].astype(np.int64)
    return x[180:], y[180:], x[:180], y[:180]


def mnist(folder):
    """The same of MNIST's four files, images as rows from 0 to 1."""
    import gzip

    def read(name, header):
        with gzip.open(f"{folder}/{name}") as f:
            return np.frombuffer(f.read(), np.uint8, offset=header)
    parts = []
    for part in ("train", "t10k"):
        parts.append(read(f"{part}-images-idx3-ubyte.gz", 16).reshape(-1, 784).astype(np.float32) / 255)
        parts.append(read(f"{part}-labels-idx1-ubyte.gz", 8).astype(np.int64))
    return parts


# W8: sizes of the layers, the share that drops after each hidden one, epochs, batch.
SHELL = {"digits": ((64, 100, 10), 0.2, 20, 32), "MNIST": ((784, 512, 512, 10), 0.2, 5, 128)}


def shell_data(args):
    return digits(args.data) if args.case == "digits" else mnist(args.data)
