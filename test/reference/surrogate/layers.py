"""Layers and networks of PyTorch in 64-bit numbers, forward and backward: writes layers.json beside this file.

Made with torch 2.13.0. Every case holds an input, parameters in the layout of this package, the output, and the gradients
of sum(output * weights) with respect to the input and to the parameters.
"""

import json
import pathlib

import torch
from torch import nn
from torch.nn import functional as F
from trees import digits

torch.manual_seed(0)
torch.set_default_dtype(torch.float64)


def randomized(module):
    with torch.no_grad():
        for p in module.parameters():
            p.copy_(0.4 * torch.randn_like(p))
    return module


def leaf(x):
    return x.detach().clone().requires_grad_(True)


def is_leaf(tree):
    return isinstance(tree, torch.Tensor)


def mapped(tree, f):
    if is_leaf(tree):
        return f(tree)
    if isinstance(tree, list):
        return [mapped(part, f) for part in tree]
    return {name: mapped(part, f) for name, part in tree.items()}


def case(x, tree, forward):
    """`tree` holds leaves in our layout; `forward` computes from them with torch."""
    x, tree = leaf(x), mapped(tree, leaf)
    y = forward(tree, x)
    weights = torch.randn_like(y)
    (y * weights).sum().backward()
    return {
        "x": digits(x),
        "parameters": mapped(tree, digits),
        "output": digits(y),
        "weights": digits(weights),
        "inputGradient": digits(x.grad),
        "gradient": mapped(tree, lambda t: digits(t.grad)),
    }


def dense_tree(inputs, units):
    return {"weights": 0.5 * torch.randn(inputs, units), "bias": 0.3 * torch.randn(units)}


def dense(p, x):
    return F.linear(x, p["weights"].T, p["bias"])


def conv_tree(inputs, outputs, *kernel):
    return {"weights": 0.4 * torch.randn(outputs, inputs, *kernel), "bias": 0.3 * torch.randn(outputs)}


def conv(p, x, **options):
    options = {"padding": "same", **options}
    f = F.conv1d if x.dim() == 3 else F.conv2d
    return f(x, p["weights"], p["bias"], **options)


def recurrent(kind, gates):
    features, units = 3, 4
    tree = {
        "inputWeights": 0.5 * torch.randn(features, gates * units),
        "inputBias": 0.3 * torch.randn(gates * units),
        "recurrentWeights": 0.5 * torch.randn(units, gates * units),
        "recurrentBias": 0.3 * torch.randn(gates * units),
    }

    def forward(p, x):
        module = kind(features, units, batch_first=True)
        named = {
            "weight_ih_l0": p["inputWeights"].T,
            "weight_hh_l0": p["recurrentWeights"].T,
            "bias_ih_l0": p["inputBias"],
            "bias_hh_l0": p["recurrentBias"],
        }
        return torch.func.functional_call(module, named, (x,))[0]

    return case(torch.randn(2, 5, features), tree, forward)


def attention_tree(d):
    return {role: dense_tree(d, d) for role in ["query", "key", "value", "output"]}


def attention(p, x, heads, causal=False):
    d = x.shape[-1]
    module = nn.MultiheadAttention(d, heads, batch_first=True)
    named = {
        "in_proj_weight": torch.cat([p[role]["weights"].T for role in ["query", "key", "value"]]),
        "in_proj_bias": torch.cat([p[role]["bias"] for role in ["query", "key", "value"]]),
        "out_proj.weight": p["output"]["weights"].T,
        "out_proj.bias": p["output"]["bias"],
    }
    mask = nn.Transformer.generate_square_subsequent_mask(x.shape[1]) if causal else None
    arguments = {"need_weights": False, "attn_mask": mask, "is_causal": causal}
    return torch.func.functional_call(module, named, (x, x, x), arguments)[0]


def norm_tree(d):
    return {"scale": 1 + 0.3 * torch.randn(d), "shift": 0.3 * torch.randn(d)}


def layer_norm(p, x):
    return F.layer_norm(x, (x.shape[-1],), p["scale"], p["shift"])


# A residual layer is two branches, of which the first, the identity, has no parameters.
def block_tree(d, hidden):
    return [
        [[], [norm_tree(d), attention_tree(d)]],
        [[], [norm_tree(d), dense_tree(d, hidden), dense_tree(hidden, d)]],
    ]


def block(p, x, heads):
    first, second = p[0][1], p[1][1]
    x = x + attention(first[1], layer_norm(first[0], x), heads)
    return x + dense(second[2], F.gelu(dense(second[1], layer_norm(second[0], x))))


def spectral_tree(inputs, outputs, count):
    return {"real": torch.randn(count, inputs, outputs), "imaginary": torch.randn(count, inputs, outputs)}


def spectral_1d(p, x, modes):
    w = torch.complex(p["real"], p["imaginary"])
    spectrum = torch.fft.rfft(x)
    out = torch.zeros(x.shape[0], w.shape[2], spectrum.shape[-1], dtype=torch.complex128)
    out[:, :, :modes] = torch.einsum("bix,xio->box", spectrum[:, :, :modes], w)
    return torch.fft.irfft(out, n=x.shape[-1])


def spectral_2d(p, x, first, second):
    # Our modes run over the second axis first; then over waves 0 to first - 1 and -first to -1.
    w = torch.complex(p["real"], p["imaginary"])
    w = w.reshape(second, 2 * first, *w.shape[1:]).permute(2, 3, 1, 0)
    spectrum = torch.fft.rfft2(x)
    out = torch.zeros(x.shape[0], w.shape[1], *spectrum.shape[2:], dtype=torch.complex128)
    out[:, :, :first, :second] = torch.einsum("bixy,ioxy->boxy", spectrum[:, :, :first, :second], w[:, :, :first])
    out[:, :, -first:, :second] = torch.einsum("bixy,ioxy->boxy", spectrum[:, :, -first:, :second], w[:, :, first:])
    return torch.fft.irfft2(out, s=x.shape[-2:])


# A U-Net of two levels: [[conv, conv, [identity, [pool, [conv, conv, [identity, [pool, inner, up]], conv, conv], up]], …], last].
def unet_tree(inputs, c, outputs):
    inner = [conv_tree(2 * c, 4 * c, 3, 3), conv_tree(4 * c, 4 * c, 3, 3)]
    middle = [conv_tree(c, 2 * c, 3, 3), conv_tree(2 * c, 2 * c, 3, 3), [[], [{}, inner, {}]]]
    middle += [conv_tree(6 * c, 2 * c, 3, 3), conv_tree(2 * c, 2 * c, 3, 3)]
    outer = [conv_tree(inputs, c, 3, 3), conv_tree(c, c, 3, 3), [[], [{}, middle, {}]]]
    outer += [conv_tree(3 * c, c, 3, 3), conv_tree(c, c, 3, 3)]
    return [outer, conv_tree(c, outputs, 1, 1)]


def unet(p, x):
    def down(q, x):
        return F.relu(conv(q[1], F.relu(conv(q[0], x))))

    def level(q, x):
        fine = down(q, x)
        if len(q) == 2:
            return fine
        coarse = level(q[2][1][1], F.max_pool2d(fine, 2))
        both = torch.cat([fine, coarse.repeat_interleave(2, 2).repeat_interleave(2, 3)], 1)
        return F.relu(conv(q[4], F.relu(conv(q[3], both))))

    return conv(p[1], level(p[0], x))


activations = {
    "relu": F.relu,
    "leakyRelu": F.leaky_relu,
    "elu": F.elu,
    "gelu": F.gelu,
    "silu": F.silu,
    "softplus": F.softplus,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "sin": torch.sin,
}

result = {
    "dense": case(torch.randn(5, 3), dense_tree(3, 4), lambda p, x: torch.tanh(dense(p, x))),
    "activations": {
        name: case(torch.tensor([[-30.0, -2.0, -0.5, 0.3, 1.5, 25.0]]), {}, lambda _, x, f=f: f(x))
        for name, f in activations.items()
    },
    "convolution": case(torch.randn(2, 3, 6, 5), conv_tree(3, 4, 3, 3), lambda p, x: F.relu(conv(p, x))),
    "convolution, one axis, dilated": case(
        torch.randn(2, 3, 9), conv_tree(3, 2, 3), lambda p, x: conv(p, x, dilation=2)
    ),
    "convolution, strided": case(
        torch.randn(2, 2, 7, 6), conv_tree(2, 3, 3, 3), lambda p, x: conv(p, x, stride=2, padding=1)
    ),
    "convolution, in groups": case(
        torch.randn(2, 4, 5, 5), conv_tree(2, 6, 3, 3), lambda p, x: conv(p, x, groups=2, padding=0)
    ),
    "transposedConvolution": case(
        torch.randn(2, 3, 4, 3),
        {"weights": torch.randn(3, 2, 2, 2), "bias": torch.randn(2)},
        lambda p, x: F.conv_transpose2d(x, p["weights"], p["bias"], stride=2),
    ),
    "maxPool": case(torch.randn(2, 3, 6, 5), {}, lambda _, x: F.max_pool2d(x, 2)),
    "meanPool": case(torch.randn(2, 3, 6, 5), {}, lambda _, x: F.avg_pool2d(x, 2)),
    "layerNorm": case(torch.randn(2, 4, 6), norm_tree(6), layer_norm),
    "groupNorm": case(
        torch.randn(2, 6, 4, 3), norm_tree(6), lambda p, x: F.group_norm(x, 3, p["scale"], p["shift"])
    ),
    "lstm": recurrent(nn.LSTM, 4),
    "gru": recurrent(nn.GRU, 3),
    "attention": case(torch.randn(2, 5, 6), attention_tree(6), lambda p, x: attention(p, x, 3)),
    "attention, causal": case(torch.randn(2, 5, 6), attention_tree(6), lambda p, x: attention(p, x, 2, True)),
    "transformerBlock": case(torch.randn(2, 5, 6), block_tree(6, 8), lambda p, x: block(p, x, 3)),
    "spectralConvolution, one axis": case(
        torch.randn(2, 3, 9), spectral_tree(3, 2, 4), lambda p, x: spectral_1d(p, x, 4)
    ),
    "spectralConvolution, two axes": case(
        torch.randn(2, 3, 8, 7), spectral_tree(3, 2, 2 * 2 * 3), lambda p, x: spectral_2d(p, x, 2, 3)
    ),
    "unet": case(torch.randn(1, 2, 8, 8), unet_tree(2, 2, 1), unet),
}

pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(result, indent=None) + "\n")
