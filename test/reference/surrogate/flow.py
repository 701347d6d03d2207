"""Affine-coupling flows in PyTorch, in 64-bit numbers: writes flow.json beside this file.

Made with torch 2.13.0. Every case holds parameters in the layout of this package, rows, their latent numbers, and the
logarithms of their densities, whose determinants are those of the whole Jacobian by automatic differentiation.
"""

import json
import math
import pathlib

import torch
from torch.nn import functional as F
from trees import digits

torch.manual_seed(4)
torch.set_default_dtype(torch.float64)


def kept(shape, index):
    lengths = shape if len(shape) == 1 else shape[1:]
    grid = sum(torch.meshgrid(*[torch.arange(length) for length in lengths], indexing="ij"))
    return ((grid + index) % 2).to(torch.float64).expand(shape)


def coupling(shape, hidden):
    inputs, layers = shape[0], []
    for width in [*hidden, 2 * shape[0]]:
        field = [] if len(shape) == 1 else [3] * (len(shape) - 1)
        weights = [inputs, width] if len(shape) == 1 else [width, inputs, *field]
        layers.append({"weights": 0.4 * torch.randn(weights), "bias": 0.3 * torch.randn(width)})
        inputs = width
    return {"network": layers, "gain": 0.5 * torch.randn(shape)}


def network(layers, x):
    for i, layer in enumerate(layers):
        if x.dim() == 2:
            x = x @ layer["weights"] + layer["bias"]
        else:
            x = F.conv2d(x, layer["weights"], layer["bias"], padding=1)
        if i < len(layers) - 1:
            x = F.silu(x)
    return x


def forward(couplings, x):
    for index, step in enumerate(couplings):
        mask = kept(list(x.shape[1:]), index)
        scales, shifts = network(step["network"], mask * x).chunk(2, 1)
        log_scale = (1 - mask) * step["gain"] * torch.tanh(scales)
        x = x * torch.exp(log_scale) + (1 - mask) * shifts
    return x


def case(shape, hidden, count, rows):
    couplings = [coupling(shape, hidden) for _ in range(count)]
    x = torch.randn([rows, *shape])
    latent = forward(couplings, x)
    size = math.prod(shape)
    densities = []
    for row, code in zip(x, latent):
        jacobian = torch.autograd.functional.jacobian(lambda at: forward(couplings, at[None])[0], row)
        determinant = torch.linalg.slogdet(jacobian.reshape(size, size)).logabsdet
        densities.append(determinant - 0.5 * (code**2).sum() - 0.5 * size * math.log(2 * math.pi))
    tensors = {"parameters": couplings, "x": x, "latent": latent, "logDensity": torch.stack(densities)}
    return {"options": {"couplings": count, "hidden": hidden}, **digits(tensors)}


result = {"vectors": case([5], [7, 6], 4, 6), "fields": case([2, 4, 3], [5], 3, 4)}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(result) + "\n")
