"""Checks the models of a folder with onnx.checker and runs them in onnxruntime.

    python check.py FOLDER

For each NAME.onnx there is NAME.json with samples and what they became. Prints, in
JSON, for each name an error or the largest difference |a-b| / max(1, |b|).
"""
import glob
import json
import os
import sys

import numpy as np
import onnx
import onnxruntime

onnxruntime.set_default_logger_severity(3)
results = {}
for path in sorted(glob.glob(os.path.join(sys.argv[1], "*.onnx"))):
    name = os.path.basename(path)[:-5]
    try:
        model = onnx.load(path)
        onnx.checker.check_model(model, full_check=True)
        onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
        with open(path[:-5] + ".json") as f:
            case = json.load(f)
        x = np.array(case["x"], np.float32).reshape(case["shape"])
        want = np.array(case["y"], np.float32).reshape(case["y_shape"])
        session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
        difference = 0.0
        for rows in (len(x), 1):  # the batch is dynamic
            (have,) = session.run(None, {"input": x[:rows]})
            if have.shape != want[:rows].shape:
                raise ValueError(f"shape {have.shape}, want {want[:rows].shape}")
            if have.size:
                difference = max(difference, float(np.max(np.abs(have - want[:rows]) / np.maximum(1, np.abs(want[:rows])))))
        if not np.isfinite(difference):
            raise ValueError("some values are no numbers")
        results[name] = {"difference": difference, "ops": sorted({n.op_type for n in model.graph.node})}
    except Exception as e:
        results[name] = {"error": f"{type(e).__name__}: {e}"}
json.dump({"versions": f"onnx {onnx.__version__}, onnxruntime {onnxruntime.__version__}", "results": results}, sys.stdout)
