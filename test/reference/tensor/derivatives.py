"""Values and derivatives to third order by PyTorch 2.13.0 in 64 bits: writes derivatives.json beside this file.

Each case is sin(f(x, …)), so that linear f have higher derivatives too. `forward` has the derivatives of all results along
one direction, `backward` the gradients of their weighted sum, of the product of that with the direction, and so on.
"""

import json
import math
import pathlib

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
generator = torch.Generator().manual_seed(7)


def draw(shape, low=-1.5, high=1.5):
    """Numbers of two digits, so that they read the same everywhere."""
    return torch.round((low + (high - low) * torch.rand(shape, generator=generator)) * 100) / 100


def spread(shape):
    """Numbers that lie at least 0.05 from each other and from 0, so that no step of a difference meets a kink."""
    count = math.prod(shape)
    return ((torch.randperm(count, generator=generator) - count / 2 + 0.5) * 0.1).reshape(shape)


def positive(shape):
    return draw(shape, 0.3, 1.7)


index = torch.tensor
matrix, row = (2, 3), (3,)


def segment_max(x, segments, count):
    return torch.stack([x[segments == i].amax(0) if (segments == i).any() else torch.zeros(x.shape[1]) for i in range(count)])


def recurrence(x):
    carry, results = torch.zeros(2), []
    for entry in x:
        carry = torch.tanh(0.5 * carry + entry)
        results.append(carry * entry)
    return torch.cat([carry, torch.stack(results).flatten()])


def spectral(x, weights):
    """The kept modes of a field in two dimensions, weighted, and back: what a Fourier neural operator does."""
    spectrum = torch.fft.rfft2(x)
    kept = torch.zeros_like(spectrum)
    kept[:2, :2] = spectrum[:2, :2] * weights[0]
    kept[-2:, :2] = spectrum[-2:, :2] * weights[1]
    return torch.fft.irfft2(kept, s=x.shape)


cases = {
    "add": (lambda a, b: a + b, draw(matrix), draw(row)),
    "subtract": (lambda a, b: a - b, draw(row), draw(matrix)),
    "multiply": (lambda a, b: a * b, draw(matrix), draw((2, 1))),
    "square": (lambda a: a * a, draw(matrix)),
    "divide": (lambda a, b: a / b, draw(matrix), positive(row)),
    "negative": (lambda a: -a, draw(matrix)),
    "power": (lambda a, b: a**b, positive(matrix), draw(row)),
    "power of a number": (lambda a: a**2.5 + a**-3, positive(matrix)),
    "cube of what may be negative": (lambda a: a**3, draw(matrix)),
    "exp": (torch.exp, draw(matrix)),
    "log": (torch.log, positive(matrix)),
    "sin": (torch.sin, draw(matrix)),
    "cos": (torch.cos, draw(matrix)),
    "tanh": (torch.tanh, draw(matrix)),
    "sigmoid": (torch.sigmoid, draw(matrix)),
    "erf": (torch.erf, draw(matrix)),
    "sqrt": (torch.sqrt, positive(matrix)),
    "atan": (torch.atan, draw(matrix)),
    "abs": (torch.abs, spread(matrix)),
    "sign": (lambda a: a * a * torch.sign(a), spread(matrix)),
    "floor": (lambda a: a * torch.floor(a), spread(matrix) + 0.01),
    "largerOf": (torch.maximum, spread(matrix), spread(matrix) + 0.03),
    "smallerOf": (torch.minimum, spread(matrix), spread(matrix) + 0.03),
    "where": (lambda a, b: torch.where(a < b, torch.exp(a), a * b), spread(matrix), spread(matrix) + 0.03),
    "conditions": (
        lambda a, b: torch.where(((a <= b) & ~(a == b)) | (a > 1), a * b, b * b) * (a >= -0.1).double(),
        spread(matrix),
        spread(matrix) + 0.03,
    ),
    "sum": (lambda a: a.sum(0), draw(matrix)),
    "sum over two axes": (lambda a: a.sum((0, 2)), draw((2, 3, 2))),
    "mean": (lambda a: a.mean(1), draw(matrix)),
    "maximum": (lambda a: a.max(1).values, spread(matrix)),
    "minimum": (lambda a: a.min(0).values, spread(matrix)),
    "argmax": (lambda a: a.gather(1, a.argmax(1, keepdim=True)) ** 2, spread(matrix)),
    "cumulativeSum": (lambda a: a.cumsum(1), draw(matrix)),
    "softmax": (lambda a: a.softmax(0), draw(matrix)),
    "logSoftmax": (lambda a: a.log_softmax(1), draw(matrix)),
    "logSumExp": (lambda a: a.logsumexp(1), draw(matrix)),
    "reshape": (lambda a: a.reshape(3, 2), draw(matrix)),
    "permuteAxes": (lambda a: a.permute(2, 0, 1), draw((2, 3, 2))),
    "transpose": (lambda a: a.mT, draw((2, 3, 2))),
    "reverse": (lambda a: a.flip((0, 1)), draw(matrix)),
    "pad": (lambda a: F.pad(a, (0, 2, 1, 0)), draw(matrix)),
    "slice": (lambda a: a[1:5:2, 0:4:3], draw((5, 4))),
    "slice in steps from the middle": (lambda a: a[2:8:3], draw((9,))),
    "concatenate": (lambda a, b: torch.cat([a, b, a], 1), draw(matrix), draw((2, 1))),
    "stack": (lambda a, b: torch.stack([a, b], 1), draw(row), draw(row)),
    "broadcast": (lambda a: a.expand(2, 3, 2), draw((3, 1))),
    "constant": (lambda a: a * index([[1.0, 2, 3], [4, 5, 6]]), draw(matrix)),
    "gather": (lambda a: a[:, index([2, 0, 2, 2])], draw(matrix)),
    "scatterAdd": (lambda a: torch.zeros(4, 3).index_add(0, index([3, 1, 3]), a), draw((3, 3))),
    "takeAlong": (lambda a: a.gather(1, index([[2, 2], [0, 1]])), draw(matrix)),
    "scatterAlong": (lambda a: torch.zeros(2, 4).scatter_add(1, index([[3, 0, 3], [1, 2, 1]]), a), draw(matrix)),
    "topIndices": (lambda a: a.gather(1, a.topk(2, 1).indices), spread((2, 4))),
    "matmul": (lambda a, b: a @ b, draw(matrix), draw((3, 2))),
    "matmul of several": (lambda a, b: a @ b, draw((2, 1, 2, 3)), draw((2, 3, 1))),
    "matmul by one": (lambda a, b: a @ b, draw((2, 2, 3)), draw((3, 2))),
    "convolution": (F.conv1d, draw((2, 2, 5)), draw((3, 2, 3))),
    "convolution in two dimensions": (F.conv2d, draw((1, 2, 4, 3)), draw((2, 2, 2, 2))),
    "convolution in three dimensions": (lambda x, k: F.conv3d(x, k, padding=1), draw((1, 1, 2, 2, 3)), draw((1, 1, 2, 3, 2))),
    "strided convolution": (lambda x, k: F.conv2d(x, k, stride=(2, 3), padding=(1, 0)), draw((1, 1, 5, 6)), draw((2, 1, 3, 2))),
    "dilated convolution": (lambda x, k: F.conv1d(x, k, dilation=2, padding=1), draw((1, 2, 6)), draw((2, 2, 2))),
    "grouped convolution": (lambda x, k: F.conv1d(x, k, groups=2, stride=2), draw((2, 4, 5)), draw((4, 2, 2))),
    "convolution that keeps the length": (lambda x, k: F.conv1d(x, k, padding="same"), draw((1, 1, 4)), draw((2, 1, 4))),
    "transposedConvolution": (F.conv_transpose1d, draw((1, 2, 3)), draw((2, 2, 2))),
    "strided transposed convolution": (
        lambda x, k: F.conv_transpose2d(x, k, stride=(2, 1), padding=(1, 0), dilation=(1, 2)),
        draw((1, 1, 3, 2)),
        draw((1, 2, 3, 2)),
    ),
    "grouped transposed convolution": (lambda x, k: F.conv_transpose1d(x, k, groups=2), draw((1, 4, 3)), draw((4, 1, 2))),
    "maxPool": (lambda x: F.max_pool1d(x, 2), spread((1, 2, 5))),
    "overlapping maxPool": (lambda x: F.max_pool2d(x, (2, 3), stride=1), spread((1, 2, 3, 4))),
    "meanPool": (lambda x: F.avg_pool2d(x, 2), draw((1, 2, 4, 2))),
    "overlapping meanPool": (lambda x: F.avg_pool1d(x, 3, stride=2), draw((2, 1, 7))),
    "relu": (lambda a: F.relu(a) ** 2, spread(matrix)),
    "softplus": (lambda a: F.softplus(a, threshold=100), torch.tensor([[-40.0, -2.0, 0.0], [0.5, 3.0, 40.0]])),
    "logSigmoid": (F.logsigmoid, torch.tensor([-3.0, 0.0, 0.5, 2.0])),
    "silu": (F.silu, draw(matrix)),
    "gelu": (F.gelu, draw(matrix)),
    "elu": (lambda a: F.elu(a, 0.7), spread(matrix)),
    "clip": (lambda a: a.clip(-0.2, 0.1) * a, spread(matrix)),
    "variance": (lambda a: a.var(1, correction=0), draw(matrix)),
    "standardDeviation": (lambda a: a.std(correction=0), draw(matrix)),
    # Not F.layer_norm, whose third derivative disagrees with that of its formula, and with differences.
    "standardize": (lambda a: (a - a.mean(1, True)) / (a.var(1, correction=0, keepdim=True) + 1e-5).sqrt(), draw((2, 4))),
    "norm": (lambda a: a.norm(dim=1), draw(matrix)),
    "segmentSum": (lambda a: torch.zeros(4, 2).index_add(0, index([2, 0, 2, 3, 2]), a), draw((5, 2))),
    "segmentMean": (
        lambda a: torch.zeros(4, 2).index_add(0, index([2, 0, 2, 3, 2]), a) / index([[1.0], [1], [3], [1]]),
        draw((5, 2)),
    ),
    "segmentMax": (lambda a: segment_max(a, index([2, 0, 2, 3, 2, 0, 2]), 4), spread((7, 2))),
    "scan": (recurrence, draw((4, 2))),
    "oneHot": (lambda a: (a @ F.one_hot(index([2, 0, 1, 2]), 3).double().T) ** 2, draw(matrix)),
    "fourierModes": (lambda a: torch.stack([(z := torch.fft.rfft(a, dim=0)[:3]).real, z.imag]), draw((5, 2))),
    "fourierModes up to the highest": (lambda a: torch.stack([(z := torch.fft.rfft(a)).real, z.imag]), draw((2, 6))),
    "inverseFourierModes": (
        lambda a, b: torch.fft.irfft(torch.complex(a, b), n=7, dim=1),
        draw((2, 3)),
        draw((2, 3)),
    ),
    "inverseFourierModes up to the highest": (lambda a, b: torch.fft.irfft(torch.complex(a, b), n=6), draw((2, 4)), draw((2, 4))),
    "spectral convolution": (spectral, draw((5, 6)), draw((2, 2, 2))),
    "resize to finer": (
        lambda x: F.interpolate(x, (5, 7), mode="bilinear", align_corners=False),
        draw((1, 2, 3, 4)),
    ),
    "resize to coarser": (lambda x: F.interpolate(x, 3, mode="linear", align_corners=False), draw((1, 2, 7))),
    "resize to nearest": (lambda x: F.interpolate(x, (5, 2), mode="nearest"), draw((1, 1, 3, 4))),
    "padWith circular": (lambda x: F.pad(x, (1, 3, 2, 0), mode="circular"), draw((1, 1, 2, 3))),
    "padWith reflect": (lambda x: F.pad(x, (2, 1, 1, 0), mode="reflect"), draw((1, 1, 2, 3))),
    "padWith edge": (lambda x: F.pad(x, (2, 1, 0, 3), mode="replicate"), draw((1, 1, 2, 3))),
    "uniform": (None, draw(matrix)),
    "normal": (None, draw(matrix)),
}


def gradient(value, of):
    """The gradient, also of what does not depend on its argument."""
    if not value.requires_grad:
        return [torch.zeros_like(x) for x in of]
    found = torch.autograd.grad(value, of, create_graph=True, allow_unused=True)
    return [torch.zeros_like(x) if g is None else g for g, x in zip(found, of)]


def forward(f, x, v):
    """Derivatives of f(x + t v) by t at 0, entry by entry."""
    t = torch.zeros((), requires_grad=True)
    entries = f(*[a + t * b for a, b in zip(x, v)]).flatten()
    orders = []
    for _ in range(3):
        entries = [gradient(entry, [t])[0] for entry in entries]
        orders.append([float(entry.detach()) for entry in entries])
    return orders


def backward(f, x, v, w):
    x = [a.clone().requires_grad_() for a in x]
    value, orders = (w * f(*x).flatten()).sum(), []
    for _ in range(3):
        slopes = gradient(value, x)
        orders.append([slope.detach().flatten().tolist() for slope in slopes])
        value = sum((slope * b).sum() for slope, b in zip(slopes, v))
    return orders


def nested(x):
    return {"shape": list(x.shape), "data": x.flatten().tolist()}


result = {}
for name, (f, *x) in cases.items():
    result[name] = dict(inputs=[nested(a) for a in x], directions=[nested(v := draw(a.shape)) for a in x])
    if f is None:
        continue
    v = [torch.tensor(d["data"]).reshape(d["shape"]) for d in result[name]["directions"]]
    whole = lambda *args: torch.sin(f(*args))
    value = whole(*x)
    w = draw((value.numel(),))
    result[name] |= dict(value=nested(value), weights=w.tolist(), forward=forward(whole, x, v), backward=backward(whole, x, v, w))

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text("{\n" + ",\n".join(f'"{name}": {json.dumps(case)}' for name, case in result.items()) + "\n}\n")
