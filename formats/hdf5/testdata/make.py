"""Makes the files of this folder but written.h5.gz, which TestWritten makes, and
expected.json.gz: what h5py reads from all of them and from keras/. Needs h5py 3.16
(HDF5 2.0) and numpy; run it in this folder. Bytes that mean nothing differ from
run to run.
"""

import base64
import glob
import gzip
import io
import json
import tempfile
import zipfile

import h5py
import numpy as np

rng = np.random.default_rng(0)


def numbers(shape, dtype="f4"):
    dtype = np.dtype(dtype)
    if dtype.kind == "f":
        return (rng.integers(-2000, 2000, shape) / 64).astype(dtype)
    info = np.iinfo(dtype)
    return rng.integers(max(info.min, -30000), min(info.max, 30000), shape).astype(dtype)


def types(f):
    for order in "<>":
        for t in ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"]:
            name = {"<": "le_", ">": "be_"}[order] + t
            f[name] = numbers((3, 4), "f8").astype("i4").astype(order + t) if t[0] != "f" else numbers((3, 4), order + t)
    f["f2_edges"] = np.array([0, -0.0, 6e-8, 6.1e-5, 65504, np.inf, -np.inf, np.nan], "f2")
    f["f4_edges"] = np.array([0, -0.0, 1e-45, 3.4e38, np.inf, -np.inf, np.nan], "f4")
    f["f8_inexact"] = np.array([0.5, 0.1])
    f["f8_huge"] = np.array([1e300])
    f["i4_inexact"] = np.array([2**24, 2**24 + 2, 2**24 + 1], "i4")
    f["i8_edges"] = np.array([-(2**63), 2**62, -1], "i8")
    f["u8_large"] = np.array([1, 2**63], "u8")
    f["bool"] = np.array([True, False, True])
    f.create_dataset("enum", data=np.array([1, 2], "i2"), dtype=h5py.enum_dtype({"a": 1, "b": 2}, "i2"))
    f["scalar"] = np.float32(1.5)
    f["none"] = np.zeros((0, 3), "f4")
    f["null"] = h5py.Empty("f4")
    f["fixed"] = np.array([b"one", b"three", b""])
    f.create_dataset("utf8", data=["ü".encode()], dtype=h5py.string_dtype("utf-8", 4))
    f["strings"] = ["one", "zwölf", "", "x" * 5000]
    f["string"] = "alone"
    f.create_dataset("unwritten", (2, 3), "f4", fillvalue=7)
    f.create_dataset("unwritten_strings", (3,), h5py.string_dtype())
    dcpl = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    dcpl.set_layout(h5py.h5d.COMPACT)
    small = h5py.h5d.create(f.id, b"compact", h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple((2, 3)), dcpl)
    small.write(h5py.h5s.ALL, h5py.h5s.ALL, numbers((2, 3)))
    f.create_dataset("bfloat16", data=np.array([1, -2.5, 3e38], "f4").view("u4").__rshift__(16).astype("u2").view("V2"))
    f["bfloat16"].attrs["dtype"] = "bfloat16"
    f["compound"] = np.zeros(2, [("a", "f4"), ("b", "i4")])
    f["complex"] = np.zeros(2, "c8")


def chunks(f):
    a = numbers((10, 7))
    f.create_dataset("plain", data=a, chunks=(3, 4))
    f.create_dataset("gzip", data=a, chunks=(3, 4), compression="gzip")
    f.create_dataset("shuffle", data=a, chunks=(3, 4), compression="gzip", shuffle=True)
    f.create_dataset("fletcher", data=a, chunks=(3, 4), fletcher32=True)
    f.create_dataset("all", data=a.astype("f8"), chunks=(4, 7), compression=9, shuffle=True, fletcher32=True)
    f.create_dataset("odd", data=numbers((7,), "i1"), chunks=(5,), fletcher32=True, shuffle=True)
    f.create_dataset("single", data=a, chunks=(10, 7))
    f.create_dataset("single_gzip", data=a, chunks=(10, 7), compression="gzip")
    f.create_dataset("cube", data=numbers((5, 6, 7), "i2"), chunks=(2, 4, 3), compression="gzip")
    f.create_dataset("strings", data=["%d" % i for i in range(10)], chunks=(3,), dtype=h5py.string_dtype())
    holes = f.create_dataset("holes", (9, 9), "f4", chunks=(4, 4), fillvalue=-1, compression="gzip")
    holes[5, 5] = 2
    early = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    early.set_chunk((3, 4))
    early.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
    d = h5py.h5d.create(f.id, b"early", h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple((10, 7)), early)
    d.write(h5py.h5s.ALL, h5py.h5s.ALL, a)
    first = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    first.set_chunk((3, 4))
    first.set_fletcher32()
    first.set_deflate(6)
    d = h5py.h5d.create(f.id, b"fletcher_first", h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple((10, 7)), first)
    d.write(h5py.h5s.ALL, h5py.h5s.ALL, a)
    for name, more in [("", {}), ("_gzip", {"compression": "gzip"})]:
        f.create_dataset("grow_rows" + name, data=a, chunks=(3, 4), maxshape=(None, 7), **more)
        f.create_dataset("grow_columns" + name, data=a, chunks=(3, 4), maxshape=(20, None), **more)
        f.create_dataset("grow_both" + name, data=numbers((30, 30), "i1"), chunks=(2, 3), maxshape=(None, None), **more)
        f.create_dataset("grow_far" + name, data=numbers((400,), "i1"), chunks=(1,), maxshape=(None,), **more)
    f.create_dataset("bounded", data=a, chunks=(3, 4), maxshape=(20, 30))
    short = f.create_dataset("shrunk", data=numbers((20,)), chunks=(3,), maxshape=(None,))
    short.resize((7,))


def sparse(f):
    """Indexes in pages, of which most are missing."""
    for name, more in [("", {}), ("_gzip", {"compression": "gzip"})]:
        d = f.create_dataset("fixed" + name, (2500,), "i1", chunks=(1,), **more)
        d[[3, 2100, 2499]] = [1, 2, 3]
        d = f.create_dataset("extensible" + name, (140000,), "i1", chunks=(1,), maxshape=(None,), **more)
        d[[3, 300, 5000, 139000, 139999]] = [1, 2, 3, 4, 5]


def attributes(f):
    for name, value in [
        ("text", "dense"), ("ünïcode", "zwölf"), ("empty_text", ""), ("bytes", np.bytes_(b"abc")),
        ("names", ["a", "bc", ""]), ("fixed", np.array([b"layer", b"x"])), ("no_names", []),
        ("float", 0.5), ("floats", np.array([1, 2.5], ">f4")), ("int", 7), ("ints", np.arange(5, dtype="u2")),
        ("bool", True), ("matrix", np.arange(6, dtype="f4").reshape(2, 3)), ("null", h5py.Empty("f4")),
        ("long", "x" * 100000), ("reference", f.ref), ("large", numbers((2000,))),
    ]:
        f.attrs[name] = value


def wide(f):
    """Groups with many members and attributes; members are one dataset."""
    f["x"] = numbers((2,))
    for n in [1, 8, 9, 300]:
        g = f.create_group("wide%d" % n)
        for i in range(n):
            g["member%d" % i] = f["x"]
        for i in range(n):
            g.attrs["attribute%d" % i] = i
    f.create_group("empty")
    f["wide9/inner/deep/0"] = numbers((3,))
    f["soft"] = h5py.SoftLink("/wide9/inner")
    f["wide1/relative"] = h5py.SoftLink("member0")


def deep(f):
    """A heap so large that its blocks are three deep."""
    f["x"] = np.float32(1)
    g = f.create_group("many", track_order=True)
    for i in range(3000):
        g["%04d" % i + "n" * 200] = f["x"]


def refused(f):
    f["ok"] = numbers((2,))
    f["external_link"] = h5py.ExternalLink("other.h5", "/x")
    f["loop1"] = h5py.SoftLink("/loop2")
    f["loop2"] = h5py.SoftLink("/loop1")
    f["dangling"] = h5py.SoftLink("/nowhere")
    f.create_dataset("external_data", (2,), "f4", external=[("/etc/passwd", 0, 8)])
    layout = h5py.VirtualLayout((2,), "f4")
    layout[:] = h5py.VirtualSource("other.h5", "x", (2,))
    f.create_virtual_dataset("virtual", layout)
    f.create_dataset("lzf", data=numbers((4,)), chunks=(2,), compression="lzf")
    f.create_dataset("scaleoffset", data=numbers((4,), "i4"), chunks=(2,), scaleoffset=4)
    f["reference"] = np.array([f.ref], dtype=h5py.ref_dtype)
    f.create_dataset("sequence", (1,), h5py.vlen_dtype("i4"))
    f.create_dataset("array", (1,), np.dtype(("f4", (2,))))
    f["opaque"] = np.zeros(2, "V3")
    f["datatype"] = np.dtype("f4")
    f.create_dataset("named", (1,), f["datatype"])


def cycle(f):
    f["a/b/x"] = np.float32(1)
    f["a/b/a"] = f["a"]
    f["twin"] = f["a/b"]


def small_addresses(path):
    """Addresses and lengths of 4 bytes, which make other fields narrow, too."""
    plist = h5py.h5p.create(h5py.h5p.FILE_CREATE)
    plist.set_sizes(4, 4)
    fid = h5py.h5f.create(path.encode(), h5py.h5f.ACC_TRUNC, fcpl=plist)
    with h5py.File(fid) as f:
        chunks(f)
        f.attrs["name"] = "small"


def make(name, fill, **how):
    with tempfile.TemporaryDirectory() as folder:
        path = folder + "/made.h5"
        if fill is small_addresses:
            fill(path)
        else:
            with h5py.File(path, "w", **how) as f:
                fill(f)
        with open(path, "rb") as f, open(name + ".h5.gz", "wb") as out:
            out.write(gzip.compress(f.read(), 9, mtime=0))


def encode(v):
    v = np.asarray(v)
    out = {"shape": list(v.shape)}
    if v.dtype.kind == "V" and v.dtype.itemsize == 2:
        v = (v.view("u2").astype("u4") << 16).view("f4")
    if v.dtype.kind in "OSU":
        out["strings"] = [x.decode() if isinstance(x, bytes) else x for x in v.ravel().tolist()]
    elif v.dtype.kind in "fiub":
        if v.dtype.kind != "f" and all(x < 2**63 for x in v.ravel().tolist()):
            out["int64s"] = base64.b64encode(v.astype("<i8").tobytes()).decode()
        with np.errstate(all="ignore"):
            same = v.astype("<f4")
        if all(x == y or x != x for x, y in zip(same.ravel().tolist(), v.ravel().tolist())):
            out["float32s"] = base64.b64encode(same.tobytes()).decode()
    return out


def value(x):
    """What is expected of a dataset or an attribute's value."""
    if isinstance(x, h5py.Empty):
        return {"shape": [0]}
    if isinstance(x, h5py.Reference):
        return {"refused": True}
    return encode(x)


def expect(f):
    objects = {}

    def visit(path, o):
        e = {"attrs": {k: value(v) for k, v in o.attrs.items()}}
        if isinstance(o, h5py.Dataset):
            kind = o.dtype
            if kind.kind in "c" or kind.names or kind.kind == "V" and o.attrs.get("dtype") != "bfloat16":
                e["refused"] = True
            else:
                e.update(value(o[()]))
        else:
            e["members"] = sorted(o, key=str.encode)
        objects[path] = e

    def walk(g, path):
        visit(path, g)
        for name in g:
            link = g.get(name, getlink=True)
            below = path.rstrip("/") + "/" + name
            if isinstance(link, h5py.SoftLink):
                continue
            if isinstance(g[name], h5py.Group):
                walk(g[name], below)
            elif len(name) < 100 or name.startswith("00"):
                visit(below, g[name])

    walk(f["/"], "/")
    return objects


def all_files():
    for path in sorted(glob.glob("keras/*.h5")):
        yield path, path
    for path in sorted(glob.glob("*.h5.gz")):
        if path not in ("refused.h5.gz", "cycle.h5.gz"):
            yield path, io.BytesIO(gzip.open(path).read())
    for path in sorted(glob.glob("keras/*.keras")):
        yield path, io.BytesIO(zipfile.ZipFile(path).read("model.weights.h5"))


if __name__ == "__main__":
    for libver in ["earliest", "v108", "v110", "latest"]:
        make("chunks_" + libver, chunks, libver=(libver, "latest" if libver == "earliest" else libver))
    for libver in ["earliest", "latest"]:
        make("types_" + libver, types, libver=libver)
        make("attributes_" + libver, attributes, libver=libver)
        make("wide_" + libver, wide, libver=libver)
    make("sparse", sparse, libver="latest")
    make("tracked", wide, track_order=True)
    make("userblock", lambda f: f.create_dataset("x", data=numbers((3,))), userblock_size=1024)
    make("deep", deep, libver="latest")
    make("small_addresses", small_addresses)
    make("refused", refused)
    make("cycle", cycle)
    expected = {}
    for path, where in all_files():
        with h5py.File(where) as f:
            expected[path] = expect(f)
    with open("expected.json.gz", "wb") as out:
        out.write(gzip.compress(json.dumps(expected, indent=0).encode(), 9, mtime=0))
