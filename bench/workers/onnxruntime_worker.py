"""onnxruntime on its processor provider. It cannot train."""
from common import NETS, arguments, cold, predictions, samples, weights

args = arguments()
import numpy as np
import onnxruntime as ort

VERSION = f"onnxruntime {ort.__version__}"


def write(net):
    """Makes the model's file; nobody times this."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper
    nodes, values, last = [], [], "x"
    layers = weights(args.inputs, net)
    for i, (kernel, bias) in enumerate(layers):
        end = i + 1 == len(layers)
        values += [numpy_helper.from_array(kernel, f"kernel{i}"), numpy_helper.from_array(bias, f"bias{i}")]
        nodes.append(helper.make_node("Gemm", [last, f"kernel{i}", f"bias{i}"], [f"z{i}"]))
        last = "y" if end else f"h{i}"
        nodes.append(helper.make_node("Softmax" if end else "Relu", [f"z{i}"], [last]))
    graph = helper.make_graph(
        nodes, net, [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", NETS[net][0]])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", NETS[net][-1]])], values)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 9
    onnx.save(model, path(net))


def path(net):
    return f"{args.inputs}/{net}.onnx"


def session(net):
    options = ort.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = args.threads, 1
    return ort.InferenceSession(path(net), options, providers=["CPUExecutionProvider"])


def predict(net, batch):
    s = session(net)
    x, y = samples(args.inputs, batch)[0], np.zeros((batch, 10), np.float32)
    predictions(net, batch, lambda: s.run(None, {"x": x})[0], args.seconds, "run", normal=True)
    binding = s.io_binding()
    binding.bind_ortvalue_input("x", ort.OrtValue.ortvalue_from_numpy(x))
    out = ort.OrtValue.ortvalue_from_numpy(y)
    binding.bind_ortvalue_output("y", out)

    def bound():
        s.run_with_iobinding(binding)
        return out.numpy()
    predictions(net, batch, bound, args.seconds, "run_with_iobinding")


if args.work == "prepare":
    for net in NETS:
        write(net)
elif args.work == "W3":
    for net in ("W2", "W1"):
        for batch in (1, 1024):
            predict(net, batch)
elif args.work == "W7":
    cold(VERSION, session("W2").run(None, {"x": np.zeros((1, 784), np.float32)})[0].sum())
