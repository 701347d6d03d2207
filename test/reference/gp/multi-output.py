"""A linear model of coregionalization by GPyTorch 1.15: writes multi-output.json beside this file."""

import json
import pathlib

import gpytorch
import numpy as np
import torch

torch.set_default_dtype(torch.float64)
rng = np.random.default_rng(6)
outputs, rows = 3, np.array([[*rng.uniform(-1, 1, 2), o] for o in (0, 1, 2, 0, 1, 2, 2)])
total, values = 0, []
for kernel, lengths in (
    (gpytorch.kernels.RBFKernel(ard_num_dims=2), [0.6, 1.3]),
    (gpytorch.kernels.MaternKernel(nu=1.5, ard_num_dims=2), [2.0, 0.4]),
):
    kernel.lengthscale = torch.tensor(lengths)
    sizes, angles = rng.uniform(0.5, 2, outputs), rng.uniform(0.3, 3, 3)
    a, b, c = np.pi * angles / (1 + angles)
    L = np.array([[1, 0, 0], [np.cos(a), np.sin(a), 0],
                  [np.cos(b), np.sin(b) * np.cos(c), np.sin(b) * np.sin(c)]])
    index = gpytorch.kernels.IndexKernel(num_tasks=outputs, rank=outputs)
    index.covar_factor.data = torch.tensor(sizes[:, None] * L)
    index.raw_var.data.fill_(-1e6)  # no variance of its own
    x, o = torch.tensor(rows[:, :2]), torch.tensor(rows[:, 2:], dtype=torch.long)
    total = total + index(o).to_dense().detach().numpy() * kernel(x).to_dense().detach().numpy()
    values += [*sizes, *angles, *lengths]
data = dict(rows=rows.tolist(), values=list(map(float, values)), K=total.tolist())
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(data, separators=(",", ":")) + "\n")
