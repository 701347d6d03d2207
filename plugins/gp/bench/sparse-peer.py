"""GPyTorch's variational process for `npm run bench -- sparse`: FILE ROWS TEST; JSON on standard output."""
import json
import sys
import time

import gpytorch
import numpy as np
import torch

file, rows, test = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
values = torch.from_numpy(np.fromfile(file)).float()
X, y = values[: 8 * (rows + test)].reshape(-1, 8), values[8 * (rows + test) :]
torch.manual_seed(0)


class Model(gpytorch.models.ApproximateGP):
    def __init__(self, inducing):
        distribution = gpytorch.variational.CholeskyVariationalDistribution(len(inducing))
        strategy = gpytorch.variational.VariationalStrategy(self, inducing, distribution)
        super().__init__(strategy)
        self.mean = gpytorch.means.ConstantMean()
        self.kernel = gpytorch.kernels.ScaleKernel(gpytorch.kernels.MaternKernel(2.5, ard_num_dims=8))

    def forward(self, x):
        return gpytorch.distributions.MultivariateNormal(self.mean(x), self.kernel(x))


start = time.process_time()
model = Model(X[torch.randperm(rows)[:256]].clone())
likelihood = gpytorch.likelihoods.GaussianLikelihood()
bound = gpytorch.mlls.VariationalELBO(likelihood, model, rows)
optimizer = torch.optim.Adam([*model.parameters(), *likelihood.parameters()], lr=0.05)
for step in range(400):
    batch = torch.randint(rows, (1024,))
    optimizer.zero_grad()
    loss = -bound(model(X[batch]), y[batch])
    loss.backward()
    optimizer.step()
model.eval(), likelihood.eval()
with torch.no_grad():
    predictive = likelihood(model(X[rows:]))
    mean, std = predictive.mean.numpy(), predictive.stddev.numpy()
seconds = time.process_time() - start
z = (y[rows:].numpy() - mean) / std
print(
    json.dumps(
        {
            "seconds": seconds,
            "error": float(np.sqrt(np.mean((z * std) ** 2))),
            "density": float(np.mean(0.5 * np.log(2 * np.pi * std**2) + 0.5 * z**2)),
            "covers": float(np.mean(np.abs(z) <= 1.96)),
        }
    )
)
