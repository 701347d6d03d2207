"""Kernels by GPyTorch 1.15 and SciPy: writes kernels.json beside this file."""

import json
import pathlib

import gpytorch
import numpy as np
import scipy.linalg
import torch

torch.set_default_dtype(torch.float64)
rng = np.random.default_rng(5)
X = rng.uniform(-1, 2, (6, 2))
x = np.sort(rng.uniform(0, 10, 6))
T = torch.tensor
cases = []


def case(kernel, points, matrix):
    cases.append({"kernel": kernel, "X": np.asarray(points).tolist(), "K": np.asarray(matrix).tolist()})


for smoothness in (0.5, 1.5, 2.5):
    matern = gpytorch.kernels.MaternKernel(nu=smoothness, ard_num_dims=2)
    matern.lengthscale = T([0.7, 1.9])
    case({"kind": "matern", "smoothness": smoothness, "lengthScale": [0.7, 1.9]}, X, matern(T(X)).to_dense().detach())

# (x z + c)^p = c^p (1 + x z / c)^p
poly = gpytorch.kernels.PolynomialKernel(power=3)
poly.offset = T([1.7])
case({"kind": "product", "terms": [{"kind": "constant", "outputScale": 1.7**1.5},
      {"kind": "polynomial", "degree": 3, "lengthScale": 1.7**0.5}]}, X, poly(T(X)).to_dense().detach())

mixture = gpytorch.kernels.SpectralMixtureKernel(num_mixtures=2)
weights, means, scales = np.array([0.6, 1.4]), np.array([0.4, 1.1]), np.array([0.2, 0.05])
mixture.mixture_weights = T(weights)
mixture.mixture_means = T(means).reshape(2, 1, 1)
mixture.mixture_scales = T(scales).reshape(2, 1, 1)
case({"kind": "spectralMixture", "outputScale": np.sqrt(weights).tolist(), "period": (1 / means).tolist(),
      "lengthScale": (1 / (2 * np.pi * scales)).tolist()}, x[:, None], mixture(T(x)[:, None]).to_dense().detach())

edges = [[0, 1, 1.0], [1, 2, 0.5], [2, 3, 2.0], [3, 0, 1.0], [3, 4, 1.0]]
laplacian = np.zeros((5, 5))
for a, b, w in edges:
    laplacian[[a, b], [b, a]] -= w
    laplacian[[a, b], [a, b]] += w
for family, K in (("diffusion", scipy.linalg.expm(-(1.3**2) / 2 * laplacian)),
                  ("matern", scipy.linalg.fractional_matrix_power(2 * 1.5 / 1.3**2 * np.eye(5) + laplacian, -1.5))):
    case({"kind": "graph", "nodes": 5, "edges": edges, "family": family, "smoothness": 1.5, "lengthScale": 1.3},
         np.arange(5.0)[:, None], 5 * K / np.trace(K))

# Change point: sigmoid weights on two GPyTorch kernels.
short, long = gpytorch.kernels.RBFKernel(), gpytorch.kernels.RBFKernel()
short.lengthscale, long.lengthscale = 0.5, 3.0
s = 1 / (1 + np.exp(-(x - 4.2) / 0.8))
dense = [k(T(x)[:, None]).to_dense().detach().numpy() for k in (short, long)]
case({"kind": "changePoint", "terms": [{"kind": "rbf", "lengthScale": 0.5}, {"kind": "rbf", "lengthScale": 3.0}],
      "location": 4.2, "width": 0.8}, x[:, None],
     np.outer(1 - s, 1 - s) * dense[0] + np.outer(s, s) * dense[1])

# Locally periodic: a product.
wave = gpytorch.kernels.PeriodicKernel()
wave.period_length, wave.lengthscale = 2.5, 1.44  # GPyTorch's length scale is the square of ours
case({"kind": "product", "terms": [{"kind": "rbf", "lengthScale": 3.0},
      {"kind": "periodic", "period": 2.5, "lengthScale": 1.2}]}, x[:, None],
     dense[1] * wave(T(x)[:, None]).to_dense().detach().numpy())

pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")
