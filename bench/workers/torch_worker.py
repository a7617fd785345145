"""PyTorch: the loop that its tutorials write, and its fused and compiled forms."""
import time

from common import BATCH, NETS, SHELL, TIMED_EPOCHS, arguments, cold, predictions, record, samples, shell_data, weights

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


def train(net, name, fused=None, compiled=False):
    torch.manual_seed(0)
    x, y = map(torch.from_numpy, samples(args.inputs, args.samples))
    model = network(NETS[net], weights(args.inputs, net))
    parameters = model.parameters()
    optimizer = torch.optim.Adam(parameters, 1e-3, fused=fused) if net == "W1" else torch.optim.SGD(parameters, 0.01, fused=fused)
    if compiled:
        model = torch.compile(model)
    losses, best = [epoch(model, optimizer, x, y, BATCH[net])], float("inf")
    for _ in range(TIMED_EPOCHS):
        start = time.perf_counter()
        losses.append(epoch(model, optimizer, x, y, BATCH[net]))
        best = min(best, time.perf_counter() - start)
    record(net, "train", call=name, normal=name == "eager", value=len(x) / best, losses=losses, version=VERSION)


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


if args.work in NETS:
    train(args.work, "eager")
    train(args.work, "fused optimizer", fused=True)
    attempt(args.work, "train", "torch.compile", lambda: train(args.work, "torch.compile", fused=True, compiled=True))
elif args.work == "W3":
    for net in ("W2", "W1"):
        for batch in (1, 1024):
            predict(net, batch)
elif args.work == "W7":
    with torch.inference_mode():
        cold(VERSION, network(NETS["W2"], softmax=True).eval()(torch.zeros(1, 784)).sum().item())
elif args.work == "W8":
    shell()
