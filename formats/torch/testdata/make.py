"""Records state dicts of real PyTorch modules with inputs and outputs.

Run with PyTorch and NumPy: python make.py, in this folder. No safetensors
library is needed: the format is written out here.
"""

import json
import struct

import numpy as np
import torch
from torch import nn

torch.manual_seed(7)


class Take(nn.Module):
    """What a recurrent module puts out: the whole sequence, or its last step."""

    def __init__(self, inner, last, both=False):
        super().__init__()
        self.rnn, self.last, self.both = inner, last, both

    def forward(self, x):
        y, h = self.rnn(x)
        h = h[0] if isinstance(h, tuple) else h
        if self.both:
            return torch.cat([h[-2], h[-1]], -1)
        return h[-1] if self.last else y


class Channels(nn.Module):
    """Channels last, as the recorded data has them, to channels first."""

    def forward(self, x):
        return torch.movedim(x, -1, 1)


class Named(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1, self.bn1 = nn.Linear(5, 4), nn.BatchNorm1d(4)
        self.fc2, self.fc3, self.head = nn.Linear(4, 4), nn.Linear(4, 4), nn.Linear(4, 3)

    def forward(self, x):
        x = torch.relu(self.bn1(self.fc1(x)))
        return torch.softmax(self.head(torch.relu(self.fc3(torch.relu(self.fc2(x))))), -1)


class Prefixed(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.module = inner

    def forward(self, x):
        return self.module(x)


def save_safetensors(path, state):
    header, body = {"__metadata__": {"format": "pt"}}, b""
    order = sorted(state, key=lambda k: (-state[k].dtype.itemsize, k))
    for name in order:
        v = state[name]
        data = v.tobytes()
        kind = {"float32": "F32", "int64": "I64"}[str(v.dtype)]
        header[name] = {"dtype": kind, "shape": list(v.shape), "data_offsets": [len(body), len(body) + len(data)]}
        body += data
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text + body)


def record(name, module, x):
    for m in module.modules():
        if isinstance(m, nn.BatchNorm1d):
            m.running_mean.uniform_(-1, 1)
            m.running_var.uniform_(0.5, 2)
            with torch.no_grad():
                m.weight.uniform_(0.5, 2)
                m.bias.uniform_(-1, 1)
        if isinstance(m, nn.LayerNorm):
            with torch.no_grad():
                m.weight.uniform_(0.5, 2)
                m.bias.uniform_(-1, 1)
    module.eval()
    with torch.no_grad():
        y = module(x)
    state = {k: v.numpy() for k, v in module.state_dict().items()}
    save_safetensors(name + ".safetensors", state)
    np.savez(name + ".npz", **state)
    np.savez(name + "_io.npz", x=x.numpy(), y=y.numpy())


mlp = nn.Sequential(nn.Linear(5, 7), nn.ReLU(), nn.Linear(7, 6), nn.Tanh(), nn.Dropout(0.5), nn.Linear(6, 3), nn.Softmax(-1))
record("mlp", mlp, torch.randn(6, 5))
norm = nn.Sequential(
    nn.Linear(5, 7, bias=False), nn.BatchNorm1d(7), nn.PReLU(7), nn.Linear(7, 4), nn.LayerNorm(4), nn.PReLU(), nn.Linear(4, 2)
)
record("norm", norm, torch.randn(6, 5))
record("named", Named(), torch.randn(6, 5))
record("prefixed", Prefixed(nn.Sequential(*[nn.Linear(3, 3) for _ in range(11)])), torch.randn(4, 3))
# Linear(27, 2): 3 channels of 3×3 positions, flattened with the channels first.
record(
    "conv",
    nn.Sequential(Channels(), nn.Conv2d(2, 4, 3), nn.ReLU(), nn.Conv2d(4, 3, 2), nn.Flatten(), nn.Linear(3 * 3 * 2, 2)),
    torch.randn(2, 6, 5, 2),
)
record("conv1d", nn.Sequential(Channels(), nn.Conv1d(2, 3, 3), nn.Flatten(), nn.Linear(3 * 4, 2)), torch.randn(2, 6, 2))
embedding = nn.Sequential(nn.Embedding(9, 4), Take(nn.LSTM(4, 3, batch_first=True), True), nn.Linear(3, 2))
record("lstm", embedding, torch.randint(0, 9, (3, 5)))
record("gru", nn.Sequential(Take(nn.GRU(4, 3, num_layers=2, batch_first=True), True), nn.Linear(3, 2)), torch.randn(3, 5, 4))
record("rnn", nn.Sequential(Take(nn.RNN(4, 3, batch_first=True), True), nn.Linear(3, 2)), torch.randn(3, 5, 4))
both = Take(nn.LSTM(4, 3, batch_first=True, bidirectional=True), True, both=True)
record("bidirectional", nn.Sequential(both, nn.Linear(6, 2)), torch.randn(3, 5, 4))
