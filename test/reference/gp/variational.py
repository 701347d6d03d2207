"""The bound of GPyTorch's stochastic variational process, at fixed numbers: writes variational.json beside this file."""

import json
import pathlib

import gpytorch
import numpy as np
import scipy.special
import torch

torch.set_default_dtype(torch.float64)
gpytorch.settings.variational_cholesky_jitter._set_value(1e-12, 1e-12, None)
rng = np.random.default_rng(7)
ROWS, SHOWN, COUNT, SHIFT, SCALE, LENGTHS, NOISE = 60, 25, 8, 0.7, 1.2, [0.6, 0.9], 0.3


class Process(gpytorch.models.ApproximateGP):
    def __init__(self, inducing, mean, spread):
        law = gpytorch.variational.CholeskyVariationalDistribution(len(inducing))
        law.variational_mean.data = mean
        law.chol_variational_covar.data = torch.linalg.cholesky(spread)
        super().__init__(gpytorch.variational.VariationalStrategy(self, inducing, law, learn_inducing_locations=False))
        self.mean_module = gpytorch.means.ZeroMean()
        rbf = gpytorch.kernels.ScaleKernel(gpytorch.kernels.RBFKernel(ard_num_dims=2))
        rbf.outputscale = SCALE**2
        rbf.base_kernel.lengthscale = torch.tensor([LENGTHS])
        constant = gpytorch.kernels.ConstantKernel()
        constant.constant = torch.tensor([SHIFT])
        self.covar_module = rbf + constant
        self.variational_strategy.variational_params_initialized.fill_(1)

    def forward(self, x):
        return gpytorch.distributions.MultivariateNormal(self.mean_module(x), self.covar_module(x))


X = rng.uniform(-1, 1, (SHOWN, 2))
Z = rng.uniform(-1, 1, (COUNT, 2))
T = rng.uniform(-1, 1, (4, 2))
root = rng.normal(0, 0.3, (COUNT, COUNT))
spread = root @ root.T + 0.3 * np.eye(COUNT)
mean = rng.normal(0, 1, COUNT)
cases = []
for kind in ("normal", "bernoulli"):
    latent = np.sin(3 * X[:, 0]) + X[:, 1]
    if kind == "normal":
        y = latent + NOISE * rng.standard_normal(SHOWN)
        likelihood = gpytorch.likelihoods.GaussianLikelihood(noise_constraint=gpytorch.constraints.Positive())
        likelihood.noise = NOISE**2
    else:
        y = (latent + 0.5 * rng.standard_normal(SHOWN) > 0).astype(float)
        likelihood = gpytorch.likelihoods.BernoulliLikelihood()
    model = Process(torch.tensor(Z), torch.tensor(mean), torch.tensor(spread))
    bound = gpytorch.mlls.VariationalELBO(likelihood, model, num_data=ROWS)
    model.train()
    likelihood.train()
    function = model(torch.tensor(X))
    if kind == "normal":
        value = ROWS * bound(function, torch.tensor(y)).item()
    else:  # GPyTorch's logarithm of the normal distribution is exact to 1e-4 only
        nodes, weights = np.polynomial.hermite_e.hermegauss(20)
        at = function.mean.detach().numpy()[:, None] + function.stddev.detach().numpy()[:, None] * nodes
        logs = scipy.special.log_ndtr((2 * y - 1)[:, None] * at) @ weights / weights.sum()
        value = ROWS / SHOWN * logs.sum() - model.variational_strategy.kl_divergence().item()
    model.eval()
    likelihood.eval()
    with torch.no_grad():
        function = model(torch.tensor(T))
        target = likelihood(function)
    cases.append(dict(kind=kind, rows=ROWS, X=X.tolist(), y=y.tolist(), Z=Z.tolist(), T=T.tolist(), shift=SHIFT, scale=SCALE,
                      lengths=LENGTHS, noise=NOISE, posteriorMean=mean.tolist(), posteriorCovariance=spread.tolist(),
                      bound=value, mean=function.mean.tolist(), variance=function.variance.tolist(),
                      target=target.mean.tolist()))
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")
