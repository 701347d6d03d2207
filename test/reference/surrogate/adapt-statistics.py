"""Adaptive batch normalisation in PyTorch, in 64-bit numbers: writes adapt-statistics.json beside this file.

Made with torch 2.13.0. Networks have batch normalisation before their inputs and before every tanh. On rows of the source
its statistics are folded into weights and biases, in the layout of this package; on rows of the target the networks compute
with statistics of these rows.
"""

import json
import pathlib

import torch
from torch import nn
from trees import digits

torch.manual_seed(6)
torch.set_default_dtype(torch.float64)


def normal(channels, fields, affine=True):
    kind = nn.BatchNorm2d if fields else nn.BatchNorm1d
    layer = kind(channels, eps=1e-15, affine=affine)
    if affine:
        nn.init.uniform_(layer.weight, 0.5, 2)
        nn.init.normal_(layer.bias)
    return layer


def linear(inputs, outputs, fields):
    return nn.Conv2d(inputs, outputs, 3, padding=1) if fields else nn.Linear(inputs, outputs)


def moments(x):
    axes = [axis for axis in range(x.dim()) if axis != 1]
    return x.mean(axes), x.var(axes, unbiased=False)


def per_channel(values, like, axis):
    return values.reshape([-1 if a == axis else 1 for a in range(like.dim())])


def folded(layers, x):
    """Weights and biases with the statistics of rows x in them, and what they are before the first of them."""
    mean, variance = moments(x)
    inputs = {"mean": mean, "spread": variance.sqrt()}
    x, parameters = layers[0](x), []
    for i in range(1, len(layers), 3):
        weight, bias = layers[i].weight, layers[i].bias
        x = layers[i](x)
        if i + 1 < len(layers):
            mean, variance = moments(x)
            ratio = layers[i + 1].weight / variance.sqrt()
            weight, bias = weight * per_channel(ratio, weight, 0), (bias - mean) * ratio + layers[i + 1].bias
            x = torch.tanh(layers[i + 1](x))
        parameters.append({"weights": weight.T if weight.dim() == 2 else weight, "bias": bias})
    return inputs, parameters, x


def case(source, target):
    fields, channels = source.dim() > 2, source.shape[1]
    layers = nn.Sequential(
        normal(channels, fields, affine=False),
        *[linear(channels, 6, fields), normal(6, fields), nn.Tanh()],
        *[linear(6, 5, fields), normal(5, fields), nn.Tanh()],
        linear(5, 1, fields),
    ).train()
    inputs, parameters, predicted = folded(layers, source)
    return digits(
        {
            "inputs": inputs,
            "parameters": parameters,
            "source": source,
            "target": target,
            "ofSource": predicted,
            "ofTarget": layers(target),
        }
    )


def turned(x):
    return 3 + 0.7 * x + 0.4 * x.roll(1, 1) ** 2


vectors, fields = torch.randn(30, 3), torch.randn(8, 2, 4, 5)
result = {
    "vectors": case(vectors, turned(torch.randn(25, 3))),
    "fields": case(fields, turned(torch.randn(6, 2, 4, 5))),
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(result) + "\n")
