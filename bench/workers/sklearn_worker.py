"""scikit-learn's MLPClassifier."""
import time

from common import BATCH, NETS, TIMED_EPOCHS, arguments, cold, predictions, record, samples, weights

args = arguments()
import numpy as np
import sklearn
from sklearn.neural_network import MLPClassifier

VERSION = f"scikit-learn {sklearn.__version__}, NumPy {np.__version__}"
CLASSES = np.arange(10)


def network(net):
    solver = dict(solver="adam", learning_rate_init=1e-3) if net == "W1" else dict(solver="sgd", learning_rate_init=0.01, momentum=0.0)
    return MLPClassifier(NETS[net][1:-1], batch_size=BATCH[net], alpha=0.0, random_state=0, **solver)


def started(net):
    """The classifier with the common first weights. It takes none, so it learns
    one batch, gets the weights, and forgets its optimizer's state."""
    model = network(net).partial_fit(*samples(args.inputs, BATCH[net]), classes=CLASSES)
    for i, (kernel, bias) in enumerate(weights(args.inputs, net)):
        model.coefs_[i][...], model.intercepts_[i][...] = kernel, bias
    del model._optimizer
    return model


def train(net):
    x, y = samples(args.inputs, args.samples)
    model, best, losses = started(net), float("inf"), []
    for i in range(1 + TIMED_EPOCHS):
        start = time.perf_counter()
        model.partial_fit(x, y)
        if i:
            best = min(best, time.perf_counter() - start)
        losses.append(float(model.loss_))
    record(net, "train", call="partial_fit", normal=True, value=len(x) / best, losses=losses, version=VERSION)


def predict(net, batch):
    model, x = started(net), samples(args.inputs, batch)[0]
    call = lambda: model.predict_proba(x)
    predictions(net, batch, call, args.seconds, "predict_proba", normal=True)
    with sklearn.config_context(assume_finite=True, skip_parameter_validation=True):
        predictions(net, batch, call, args.seconds, "predict_proba, assume_finite")


if args.work in NETS:
    train(args.work)
elif args.work == "W3":
    for net in ("W2", "W1"):
        for batch in (1, 1024):
            predict(net, batch)
elif args.work == "W7":
    x = np.zeros((10, 784), np.float32)
    cold(VERSION, network("W2").partial_fit(x, CLASSES, classes=CLASSES).predict_proba(x[:1]).sum())
