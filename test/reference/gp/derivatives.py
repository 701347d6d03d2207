"""Covariances of values and slopes by GPyTorch 1.15: writes derivatives.json beside this file."""

import json
import pathlib

import gpytorch
import numpy as np
import torch

torch.set_default_dtype(torch.float64)
rng = np.random.default_rng(3)
X = rng.uniform(-1, 1, (4, 2))
out = dict(X=X.tolist(), lengths=[0.7, 1.6], cases={})
for name, kernel in (("rbf", gpytorch.kernels.RBFKernelGrad(ard_num_dims=2)),
                     ("matern", gpytorch.kernels.Matern52KernelGrad(ard_num_dims=2))):
    kernel.lengthscale = torch.tensor([0.7, 1.6])
    # Rows by point: the value, then its slopes.
    out["cases"][name] = kernel(torch.tensor(X)).to_dense().detach().tolist()
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out, separators=(",", ":")) + "\n")
