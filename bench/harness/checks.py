"""Guards: a number counts only if the work was really done."""
import math

from . import works

# The mean loss of each epoch by work and number of samples, and how far another
# order of the batches may move it: the middle and a bit more than the spread of
# Keras, PyTorch, scikit-learn, candle, Gorgonia and spaGO.
LOSSES = {
    ("W1", 8192): ((2.337, 2.303, 2.302, 2.298), 0.012),
    ("W1", 2048): ((2.392, 2.292, 2.267, 2.227), 0.035),
    ("W2", 8192): ((2.341, 2.311, 2.3015, 2.2955), 0.004),
    ("W2", 2048): ((2.3605, 2.327, 2.3085, 2.293), 0.01),
    ("W4", 2048): ((2.3115, 2.3025, 2.299, 2.2955), 0.004),
    ("W5", 2048): ((2.3185, 2.309, 2.3045, 2.302), 0.01),
}
ACCURACY = {"digits": 0.93, "MNIST": 0.975}  # what even an unlucky seed reaches
SAVED = {"digits": 4 * (65 * 100 + 101 * 10), "MNIST": 4 * (785 * 512 + 513 * 512 + 513 * 10)}  # bytes of weights


def complaint(record, expect, samples):
    """What is wrong with a record, or None."""
    work = record["work"]
    if not (isinstance(record.get("value"), (int, float)) and math.isfinite(record["value"]) and record["value"] > 0):
        return f"{record.get('value')!r} is no measurement"
    if work in works.WEIGHTS:
        wrong = _close("a prediction with the first weights", record.get("outputs"), expect["predictions"][work], 1e-4)
        return wrong or _losses(record.get("losses") or [], *LOSSES[work, samples])
    if work in works.NETS:
        return _losses(record.get("losses") or [], *LOSSES[work, samples])
    if work == "W3":
        net, batch = record["case"].split(" net, batch ")
        return _close("a prediction", record.get("outputs"), expect["predictions"][net][:min(2, int(batch))], 1e-4)
    if work == "W6":
        return _close("a corner of the product", [record.get("corners")], [expect["corners"][record["case"]]], None)
    if work == "W7" and record["case"] == "time":
        return _close("the sum of the probabilities", [[record.get("sum")]], [[1.0]], 1e-3)
    if work == "W8":
        return _trained(record)
    return None


def _losses(have, want, tolerance):
    if len(have) < 2 or not all(map(math.isfinite, have)):
        return f"want a loss for each epoch, have {have}"
    if have[-1] >= have[0]:
        return f"the loss did not fall: {have}"
    for i, (a, b) in enumerate(zip(have, want)):
        if abs(a - b) > tolerance:
            return f"the loss of epoch {i + 1} is {a:.4f}, expected {b:.4f} ± {tolerance:g}"
    return None


def _close(what, have, want, tolerance):
    """Rows of numbers agree; by a share of their size if no tolerance is given."""
    if not have or len(have) != len(want):
        return f"{what} is missing"
    for a, b in zip(have, want):
        if a is None or len(a) != len(b):
            return f"{what} is missing"
        for p, q in zip(a, b):
            if not abs(p - q) <= (tolerance or 1e-4 * abs(q)):
                return f"{what} is {p}, expected {q}"
    return None


def _trained(record):
    case = record["case"]
    if not record.get("accuracy", 0) >= ACCURACY[case]:
        return f"accuracy {record.get('accuracy')} is below {ACCURACY[case]}"
    if record.get("saved", 0) < SAVED[case]:
        return f"the saved file has {record.get('saved', 0)} bytes, the weights alone are {SAVED[case]}"
    return None
