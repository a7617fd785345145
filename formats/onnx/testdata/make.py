"""Writes the recorded files of this folder: NAME.onnx of a real exporter, and
NAME.json with inputs and what the framework itself makes of them.

    python make.py torch      # needs torch, onnx, onnxscript
    python make.py keras      # needs keras, tensorflow, tf2onnx
    python make.py sklearn    # needs scikit-learn, skl2onnx
    python make.py ids torch  # models whose input is of whole numbers: as above
    python make.py ids keras
    python make.py plain      # needs onnx, onnxruntime
"""
import json
import os
import sys

import numpy as np

os.chdir(os.path.dirname(os.path.abspath(__file__)))


def record(name, source, x, y, classes=None):
    x, y = np.asarray(x, np.float32), np.asarray(y, np.float32)
    case = {"from": source, "shape": list(x.shape), "x": x.ravel().tolist(), "y_shape": list(y.shape), "y": y.ravel().tolist()}
    if classes is not None:
        case["classes"] = [str(c) for c in classes]
    with open(name + ".json", "w") as f:
        json.dump(case, f)
        f.write("\n")
    print(name, os.path.getsize(name + ".onnx"))


def make_torch():
    import torch
    from torch import nn

    torch.manual_seed(0)

    def trained(model, *shape):
        """Gives BatchNorm statistics of its own."""
        model.train()
        for _ in range(5):
            model(torch.randn(16, *shape) * 2 + 1)
        return model.eval()

    class View(nn.Module):
        def forward(self, x):
            return x.view(x.size(0), 2, 3)

    class Recurrent(nn.Module):
        """The numbers of every step, or of the last one."""

        def __init__(self, layer, last):
            super().__init__()
            self.layer, self.last, self.out = layer, last, nn.Linear(5, 2)

        def forward(self, x):
            y, h = self.layer(x)
            return self.out(h[-1] if self.last else y)

    every = [nn.ReLU(), nn.LeakyReLU(0.1), nn.ELU(1.5), nn.SELU(), nn.CELU(0.7), nn.GELU(), nn.GELU("tanh"), nn.SiLU(), nn.Mish(),
             nn.Softplus(), nn.Softsign(), nn.Tanh(), nn.Sigmoid(), nn.ReLU6(), nn.Hardtanh(), nn.Hardswish(), nn.Hardsigmoid(),
             nn.LogSigmoid(), nn.Tanhshrink(), nn.PReLU(), nn.Hardshrink(0.3), nn.Softshrink(0.2)]
    acts = []
    for a in every:
        acts += [nn.Linear(4, 4), a]
    models = {
        "mlp": (nn.Sequential(nn.Linear(6, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Dropout(0.2), nn.Linear(8, 5), nn.LayerNorm(5), nn.GELU(), nn.Linear(5, 3), nn.Softmax(dim=1)), (6,)),
        "activations": (nn.Sequential(*acts), (4,)),
        "cnn": (nn.Sequential(nn.Conv2d(2, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(4, 6, 3, stride=2, padding=1, groups=2), nn.SiLU(),
                              nn.AvgPool2d(2, stride=1, padding=1), nn.Flatten(), nn.Dropout(0.1), nn.Linear(54, 5), nn.Softmax(dim=1)), (2, 8, 7)),
        "conv1d": (nn.Sequential(nn.Conv1d(3, 4, 3, dilation=2, padding=2), nn.Tanh(), nn.MaxPool1d(2, ceil_mode=True), nn.Conv1d(4, 4, 2, groups=4, padding=1), nn.ReLU(), nn.AdaptiveAvgPool1d(1), nn.Flatten(), nn.Linear(4, 2)), (3, 9)),
        "mobile": (nn.Sequential(nn.Conv2d(3, 4, 3, stride=2, bias=False), nn.BatchNorm2d(4), nn.ReLU6(), nn.Conv2d(4, 8, 3, padding=1, groups=4), nn.Upsample(scale_factor=2), nn.Conv2d(8, 5, 1), nn.Hardswish(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(5, 3)), (3, 9, 9)),
        "gru": (Recurrent(nn.GRU(3, 5, batch_first=True), True), (4, 3)),
        "lstm": (Recurrent(nn.LSTM(3, 5, batch_first=True), False), (4, 3)),
        "flatten": (nn.Sequential(nn.Flatten(), nn.Linear(12, 6), nn.Tanh(), View(), nn.Linear(3, 4), nn.LogSoftmax(dim=-1)), (3, 4)),
    }
    for name, (model, shape) in models.items():
        model = trained(model, *shape)
        x = torch.randn(7, *shape)
        with torch.no_grad():
            y = model(x)
        for kind, dynamo in (("torchscript", False), ("dynamo", True)):
            file = f"torch_{kind}_{name}"
            options = {"dynamic_shapes": ({0: torch.export.Dim("batch")},), "external_data": False} if dynamo else {"dynamic_axes": {"input": {0: "batch"}, "output": {0: "batch"}}}
            torch.onnx.export(model, (x,), file + ".onnx", input_names=["input"], output_names=["output"], dynamo=dynamo, **options)
            record(file, f"torch.onnx.export(dynamo={dynamo}), PyTorch {torch.__version__}", x, y)


def make_keras():
    import keras
    import tensorflow as tf
    import tf2onnx
    from keras import layers

    keras.utils.set_random_seed(0)
    rng = np.random.default_rng(0)

    def shaken(model):
        """Gives every weight a value of its own."""
        model.set_weights([w + rng.uniform(0.1, 0.5, w.shape).astype(w.dtype) for w in model.get_weights()])
        return model

    norm = layers.Normalization()
    norm.adapt(rng.normal(3, 2, (50, 6)))
    acts = []
    for a in ["relu", "leaky_relu", "elu", "selu", "silu", "softplus", "softsign", "tanh", "sigmoid", "relu6", "hard_sigmoid", "mish", "exponential", "log_softmax"]:
        acts.append(layers.Dense(4, activation=a, kernel_initializer="orthogonal"))
    models = {
        "mlp": keras.Sequential([keras.Input((6,)), layers.Dense(8, activation="relu"), layers.BatchNormalization(), layers.Dropout(0.3), layers.Dense(5, activation="tanh"), layers.Dense(3, activation="softmax")]),
        "activations": keras.Sequential([keras.Input((4,))] + acts),
        "flatten": keras.Sequential([keras.Input((3, 4)), layers.Rescaling(1 / 255, -0.5), layers.Flatten(), layers.Dense(6, activation="silu"), layers.Reshape((2, 3)), layers.Flatten(), layers.Dense(2, activation="sigmoid")]),
    }
    models["positions"] = keras.Sequential([keras.Input((3, 4)), layers.Dense(5, activation="relu"), layers.Dense(2, activation="softmax")])
    models["normalization"] = keras.Sequential([keras.Input((6,)), norm, layers.Dense(3)])  # its mean becomes an input
    models["gelu"] = keras.Sequential([keras.Input((6,)), layers.Dense(3, "gelu")])  # written as Erfc, which is no op of ONNX
    for name, model in models.items():
        shaken(model)
        x = rng.normal(size=(7,) + model.input_shape[1:]).astype(np.float32)
        y = model.predict(x, verbose=0)
        file = "keras_" + name
        model.export(file + ".onnx", format="onnx", verbose=False)
        record(file, f"model.export(format=onnx), Keras {keras.__version__}, tf2onnx {tf2onnx.__version__}", x, y)


def make_sklearn():
    import sklearn
    import skl2onnx
    from skl2onnx.common.data_types import FloatTensorType
    from sklearn.neural_network import MLPClassifier, MLPRegressor
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler, MinMaxScaler

    rng = np.random.default_rng(0)
    x = rng.normal(2, 3, (200, 5)).astype(np.float32)
    three = np.array(["lemon", "melon", "plum"])[np.digitize(x[:, 0] + x[:, 1], [2, 6])]
    two = (x[:, 0] > x[:, 1]).astype(int)
    models = {
        "classifier": (make_pipeline(StandardScaler(), MLPClassifier((8,), max_iter=30, random_state=0)), three, {}),
        "classifier_plain": (MLPClassifier((6, 4), activation="tanh", max_iter=30, random_state=0), three, {"zipmap": False}),
        "binary": (make_pipeline(MinMaxScaler(), MLPClassifier((6,), activation="logistic", max_iter=30, random_state=0)), two, {}),
        "regressor": (make_pipeline(StandardScaler(), MLPRegressor(hidden_layer_sizes=(6,), max_iter=30, random_state=0)), x[:, 2] * 2 - 1, {}),
    }
    for name, (model, y, options) in models.items():
        model.fit(x, y)
        last = model[-1] if hasattr(model, "steps") else model
        file = "sklearn_" + name
        if hasattr(model, "predict_proba"):
            options = {"zipmap": True, **options}
            out, classes = model.predict_proba(x[:7]), last.classes_
        else:
            out, classes = model.predict(x[:7]).reshape(-1, 1), None
        onx = skl2onnx.convert_sklearn(model, initial_types=[("X", FloatTensorType([None, 5]))], options={id(last): options} if options else None)
        with open(file + ".onnx", "wb") as f:
            f.write(onx.SerializeToString())
        record(file, f"skl2onnx {skl2onnx.__version__}, scikit-learn {sklearn.__version__}", x[:7], out, classes)


def make_ids():
    """Embeddings, whose input is of int64 or int32."""
    {"torch": ids_torch, "keras": ids_keras}[sys.argv[2]]()


def ids_torch():
    import torch
    from torch import nn

    torch.manual_seed(0)
    model = nn.Sequential(nn.Embedding(11, 4), nn.Flatten(), nn.Linear(20, 3)).eval()
    x = torch.randint(0, 11, (7, 5))
    with torch.no_grad():
        y = model(x)
    file = "torch_torchscript_embedding"
    torch.onnx.export(model, (x,), file + ".onnx", input_names=["input"], output_names=["output"], dynamo=False, dynamic_axes={"input": {0: "batch"}, "output": {0: "batch"}})
    record(file, f"torch.onnx.export(dynamo=False), PyTorch {torch.__version__}", x, y)


def ids_keras():
    import keras
    import tensorflow as tf
    import tf2onnx
    from keras import layers

    keras.utils.set_random_seed(0)
    x = np.random.default_rng(0).integers(0, 11, (7, 5)).astype(np.int32)
    for kind in ("int32", "float32"):  # of floats, the layer makes whole numbers
        model = keras.Sequential([keras.Input((5,), dtype=kind), layers.Embedding(11, 4), layers.GlobalAveragePooling1D(), layers.Dense(3, activation="softmax")])
        file = "keras_embedding_" + kind
        f = tf.function(model, input_signature=[tf.TensorSpec((None, 5), kind, name="input")])
        tf2onnx.convert.from_function(f, input_signature=f.input_signature, output_path=file + ".onnx")
        record(file, f"tf2onnx {tf2onnx.__version__}, Keras {keras.__version__}", x, model.predict(x.astype(kind), verbose=0))


def make_plain():
    """Graphs of one op each, as hand-written exporters have them; onnxruntime says what they compute."""
    import onnx
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper

    rng = np.random.default_rng(0)

    def save(name, nodes, kind, x, shape, **weights):
        weights = [numpy_helper.from_array(np.asarray(w), k) for k, w in weights.items()]
        graph = helper.make_graph(nodes, name, [helper.make_tensor_value_info("x", kind, ["batch", *x.shape[1:]])], [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["batch", *shape])], weights)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
        onnx.checker.check_model(model, full_check=True)
        onnx.save(model, f"plain_{name}.onnx")
        y = onnxruntime.InferenceSession(f"plain_{name}.onnx", providers=["CPUExecutionProvider"]).run(None, {"x": x})[0]
        record(f"plain_{name}", f"onnx.helper {onnx.__version__}, onnxruntime {onnxruntime.__version__}", x, y)

    def floats(*shape):
        return rng.normal(size=shape).astype(np.float32)

    node = helper.make_node
    ids = rng.integers(0, 6, (7, 4))
    save("ids_int64", [node("Gather", ["table", "x"], ["y"])], TensorProto.INT64, ids, (4, 3), table=floats(6, 3))
    save("ids_clip", [node("Clip", ["x", "low", "high"], ["c"]), node("Gather", ["table", "c"], ["y"])], TensorProto.INT64, ids, (4, 3), table=floats(6, 3), low=np.int64(0), high=np.int64(5))
    save("int32_cast", [node("Cast", ["x"], ["f"], to=TensorProto.FLOAT), node("Mul", ["f", "scale"], ["s"]), node("MatMul", ["s", "w"], ["m"]), node("Add", ["m", "b"], ["y"])],
         TensorProto.INT32, ids.astype(np.int32), (2,), scale=np.float32(0.25), w=floats(4, 2), b=floats(2))
    save("conv_bias", [node("Conv", ["x", "k"], ["c"], pads=[1, 1, 1, 1]), node("Add", ["c", "b"], ["a"]), node("Relu", ["a"], ["r"]),
                       node("Conv", ["r", "d"], ["e"], group=4), node("Add", ["e2", "e"], ["f"]), node("Flatten", ["f"], ["g"]), node("Gemm", ["g", "w"], ["h"]), node("Add", ["h", "o"], ["y"])],
         TensorProto.FLOAT, floats(7, 2, 5, 6), (3,), k=floats(4, 2, 3, 3), b=floats(1, 4, 1, 1), d=floats(4, 1, 2, 2), e2=floats(4, 1, 1), w=floats(80, 3), o=floats(3))


{"torch": make_torch, "keras": make_keras, "sklearn": make_sklearn, "ids": make_ids, "plain": make_plain}[sys.argv[1]]()
