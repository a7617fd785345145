"""OpenBLAS as NumPy's wheels bring it: np.matmul into memory that is there."""
from common import arguments, per_call, record, samples

args = arguments()
import numpy as np

B_STARTS = 2_000_000
SHAPES = [(256, 256, 256), (512, 512, 512), (1024, 1024, 1024), (2048, 2048, 2048),
          (128, 784, 512), (128, 512, 512), (32, 784, 100), (1, 784, 512)]
BLAS = np.show_config("dicts")["Build Dependencies"]["blas"]
VERSION = f"NumPy {np.__version__}, {BLAS['name']} {BLAS['version']}"


def product(x, m, k, n, op):
    a, b = x[:m * k], x[B_STARTS:B_STARTS + k * n]
    a = a.reshape(k, m).T if op == "TN" else a.reshape(m, k)
    b = b.reshape(n, k).T if op == "NT" else b.reshape(k, n)
    c = np.empty((m, n), np.float32)
    took = per_call(lambda: np.matmul(a, b, out=c), args.seconds)
    record("W6", f"{m}×{k}×{n} {op}", call="matmul", value=2 * m * k * n / took / 1e9,
           corners=[float(c[0, 0]), float(c[-1, -1])], version=VERSION)


if args.work == "W6":
    x = samples(args.inputs)[0].reshape(-1)
    for shape in SHAPES:
        for op in ("NN", "TN", "NT"):
            product(x, *shape, op)
