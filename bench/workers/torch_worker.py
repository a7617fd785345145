"""PyTorch: the loop that its tutorials write, and its fused and compiled forms."""
import time

from common import (BATCH, INPUT, NETS, SHELL, TIMED_EPOCHS, arguments, arrays, cold, first_outputs, predictions,
                    record, samples, shell_data, weights)

args = arguments()
import torch
from torch import nn
from torch.nn import functional as F

torch.set_num_threads(args.threads)
VERSION = f"PyTorch {torch.__version__}"


def network(sizes, start=None, softmax=False, rate=0.0):
    parts = []
    for i, (n, m) in enumerate(zip(sizes, sizes[1:])):
        parts.append(nn.Linear(n, m))
        if start:
            with torch.no_grad():
                parts[-1].weight.copy_(torch.from_numpy(start[i][0].T.copy()))
                parts[-1].bias.copy_(torch.from_numpy(start[i][1]))
        if i + 2 < len(sizes):
            parts.append(nn.ReLU())
            parts += [nn.Dropout(rate)] if rate else []
    return nn.Sequential(*parts, *([nn.Softmax(1)] if softmax else []))


class LastOutput(nn.Module):
    """An LSTM that passes its last output on."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(28, 128, batch_first=True)

    def forward(self, x):
        return self.lstm(x)[0][:, -1]


def convolutional(start):
    model = nn.Sequential(nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 3), nn.ReLU(),
                          nn.MaxPool2d(2), nn.Flatten(), nn.Linear(1600, 10))
    kernel1, bias1, kernel2, bias2, kernel, bias = start
    kernel = kernel.reshape(5, 5, 64, 10).transpose(2, 0, 1, 3).reshape(1600, 10)  # here Flatten has the channels outside
    return fill(model, kernel1.transpose(3, 2, 0, 1), bias1, kernel2.transpose(3, 2, 0, 1), bias2, kernel.T, bias)


def recurrent(start):
    """The gates have Keras's order; the bias is the sum of two, both of which learn."""
    kernel, inner, bias, *last = start
    return fill(nn.Sequential(LastOutput(), nn.Linear(128, 10)), kernel.T, inner.T, bias, 0 * bias, last[0].T, last[1])


def fill(model, *values):
    with torch.no_grad():
        for p, v in zip(model.parameters(), values, strict=True):
            p.copy_(torch.from_numpy(v.copy()))
    return model


def epoch(model, optimizer, x, y, batch):
    """One pass in a new order; the mean of the losses."""
    order, losses = torch.randperm(len(x)), []
    for rows in order.split(batch):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x[rows]), y[rows])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return sum(losses) / len(losses)


def started(net):
    """A net with the common first weights, that gives scores."""
    if net in NETS:
        return network(NETS[net], weights(args.inputs, net))
    return {"W4": convolutional, "W5": recurrent}[net](arrays(args.inputs, net))


def train(net, name, fused=None, compiled=False, channels_last=False):
    torch.manual_seed(0)
    x, y = map(torch.from_numpy, samples(args.inputs, args.samples))
    x = x.reshape(-1, 1, 28, 28) if net == "W4" else x.reshape(-1, *INPUT[net])
    model = started(net)
    if channels_last:
        model, x = (a.to(memory_format=torch.channels_last) for a in (model, x))
    with torch.no_grad():
        checked = first_outputs(net, x, lambda x: model(x).softmax(1))
    rule = torch.optim.SGD if net == "W2" else torch.optim.Adam
    optimizer = rule(model.parameters(), 0.01 if net == "W2" else 1e-3, fused=fused)
    if compiled:
        model = torch.compile(model)
    losses, best = [epoch(model, optimizer, x, y, BATCH[net])], float("inf")
    for _ in range(TIMED_EPOCHS):
        start = time.perf_counter()
        losses.append(epoch(model, optimizer, x, y, BATCH[net]))
        best = min(best, time.perf_counter() - start)
    record(net, "train", call=name, normal=name == "eager", value=len(x) / best, losses=losses, version=VERSION, **checked)


def predict(net, batch):
    model = network(NETS[net], weights(args.inputs, net), softmax=True).eval()
    x = torch.from_numpy(samples(args.inputs, batch)[0])

    def call(f):
        with torch.inference_mode():
            return f(x).numpy()
    frozen = torch.jit.freeze(torch.jit.trace(model, x))
    for name, f in {"inference_mode": model, "torch.jit.freeze": frozen}.items():
        predictions(net, batch, lambda: call(f), args.seconds, name, normal=f is model)
    compiled = torch.compile(model, dynamic=False)
    attempt("W3", f"{net} net, batch {batch}", "torch.compile",
            lambda: predictions(net, batch, lambda: call(compiled), args.seconds, "torch.compile"))


def attempt(work, case, name, run):
    """torch.compile needs a C++ compiler; without one the record says so."""
    try:
        run()
    except Exception as why:
        record(work, case, call=name, failed=f"{type(why).__name__}: {why}".splitlines()[0][:200])


def shell():
    sizes, rate, epochs, batch = SHELL[args.case]
    torch.manual_seed(0)
    x, y, xt, yt = map(torch.from_numpy, shell_data(args))
    model = network(sizes, rate=rate)
    optimizer = torch.optim.Adam(model.parameters(), 1e-3, fused=True)
    for _ in range(epochs):
        model.train()
        epoch(model, optimizer, x, y, batch)
        model.eval()
        with torch.inference_mode():
            accuracy = (model(xt).argmax(1) == yt).float().mean().item()
    torch.save(model.state_dict(), args.out + ".pt")
    record("W8", args.case, accuracy=accuracy, version=VERSION)


if args.work in BATCH:
    train(args.work, "eager")
    train(args.work, "fused optimizer", fused=True)
    attempt(args.work, "train", "torch.compile", lambda: train(args.work, "torch.compile", fused=True, compiled=True))
    if args.work == "W4":
        train("W4", "channels_last", fused=True, channels_last=True)
        attempt("W4", "train", "torch.compile, channels_last",
                lambda: train("W4", "torch.compile, channels_last", fused=True, compiled=True, channels_last=True))
elif args.work == "W3":
    for net in ("W2", "W1"):
        for batch in (1, 1024):
            predict(net, batch)
elif args.work == "W7":
    with torch.inference_mode():
        cold(VERSION, network(NETS["W2"], softmax=True).eval()(torch.zeros(1, 784)).sum().item())
elif args.work == "W8":
    shell()
