"""Fits one case with one peer and predicts its test rows: `python peers.py TOOL FILE KIND`; JSON on standard output.

The recipes are those of the benchmark's protocol: constant × Matérn 5/2 with a length scale per input + noise, started
from length scales of 1, an output scale of 1 and a noise variance of 0.01, one start, at most 200 iterations.
"""

import csv
import importlib
import json
import sys
import time
import warnings

import numpy as np

warnings.simplefilter("ignore")


def read(path):
    with open(path) as file:
        rows = list(csv.DictReader(file))
    columns = [name for name in rows[0] if name.startswith("x")]
    parts = {}
    for row in rows:
        parts.setdefault(row["split"], []).append([float(row[name]) for name in [*columns, "y"]])
    return {name: (np.array(values)[:, :-1], np.array(values)[:, -1]) for name, values in parts.items()}


def scikit_learn(X, y, Z):
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel

    kernel = ConstantKernel(1.0, (1e-4, 1e4)) * Matern(np.ones(X.shape[1]), (1e-3, 1e4), nu=2.5) + WhiteKernel(0.01, (1e-6, 1e1))
    model = GaussianProcessRegressor(kernel)
    evaluations = 0
    plain = model.log_marginal_likelihood

    def counted(*arguments, **options):
        nonlocal evaluations
        evaluations += 1
        return plain(*arguments, **options)

    model.log_marginal_likelihood = counted
    model.fit(X, y)
    return (*model.predict(Z, return_std=True), evaluations)


def gpytorch(X, y, Z):
    import gpytorch
    import torch

    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    X, y, Z = (torch.tensor(value) for value in (X, y, Z))

    class Model(gpytorch.models.ExactGP):
        def __init__(self, likelihood):
            super().__init__(X, y, likelihood)
            self.mean = gpytorch.means.ConstantMean()
            self.kernel = gpytorch.kernels.ScaleKernel(gpytorch.kernels.MaternKernel(2.5, ard_num_dims=X.shape[1]))

        def forward(self, x):
            return gpytorch.distributions.MultivariateNormal(self.mean(x), self.kernel(x))

    likelihood = gpytorch.likelihoods.GaussianLikelihood()
    model = Model(likelihood)
    likelihood.noise, model.kernel.outputscale, model.kernel.base_kernel.lengthscale = 0.01, 1.0, 1.0
    objective = gpytorch.mlls.ExactMarginalLogLikelihood(likelihood, model)
    optimizer = torch.optim.LBFGS(model.parameters(), max_iter=200, line_search_fn="strong_wolfe")
    evaluations = 0

    def closure():
        nonlocal evaluations
        evaluations += 1
        optimizer.zero_grad()
        loss = -objective(model(X), y)
        loss.backward()
        return loss

    with gpytorch.settings.max_cholesky_size(10_000):
        optimizer.step(closure)
        model.eval(), likelihood.eval()
        with torch.no_grad():
            found = likelihood(model(Z))
            return found.mean.numpy(), found.stddev.numpy(), evaluations


def gpy(X, y, Z):
    import GPy

    kernel = GPy.kern.Matern52(X.shape[1], ARD=True)
    model = GPy.models.GPRegression(X, y[:, None], kernel, noise_var=0.01)
    model.optimize("lbfgsb", max_iters=200)
    mean, variance = model.predict(Z)
    return mean[:, 0], np.sqrt(variance[:, 0]), None


def botorch(X, y, Z):
    import torch
    from botorch.fit import fit_gpytorch_mll
    from botorch.models import SingleTaskGP
    from gpytorch.mlls import ExactMarginalLogLikelihood

    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    X, y, Z = (torch.tensor(value) for value in (X, y, Z))
    model = SingleTaskGP(X, y[:, None])
    fit_gpytorch_mll(ExactMarginalLogLikelihood(model.likelihood, model))
    with torch.no_grad():
        found = model.posterior(Z, observation_noise=True)
        return found.mean.numpy()[:, 0], found.variance.sqrt().numpy()[:, 0], None


def carbon_dioxide(X, y, Z):
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import RBF, ExpSineSquared, RationalQuadratic, WhiteKernel

    kernel = (
        50.0**2 * RBF(50.0)
        + 2.0**2 * RBF(100.0) * ExpSineSquared(1.0, 1.0, periodicity_bounds="fixed")
        + 0.5**2 * RationalQuadratic(1.0, 1.0)
        + 0.1**2 * RBF(0.1)
        + WhiteKernel(0.1**2, (1e-5, 1e5))
    )
    model = GaussianProcessRegressor(kernel).fit(X, y - y.mean())
    mean, std = model.predict(Z, return_std=True)
    return mean + y.mean(), std, None


def smt(low, high, Z):
    from smt.applications import MFK

    model = MFK(theta0=[1.0] * Z.shape[1], print_global=False)
    model.set_training_values(low[0], low[1], name=0)
    model.set_training_values(*high)
    model.train()
    return model.predict_values(Z)[:, 0], np.sqrt(np.maximum(model.predict_variances(Z)[:, 0], 0)), None


def emukit_linear(low, high, Z):
    import GPy
    from emukit.model_wrappers.gpy_model_wrappers import GPyMultiOutputWrapper
    from emukit.multi_fidelity.convert_lists_to_array import convert_x_list_to_array, convert_xy_lists_to_arrays
    from emukit.multi_fidelity.kernels import LinearMultiFidelityKernel
    from emukit.multi_fidelity.models import GPyLinearMultiFidelityModel

    X, Y = convert_xy_lists_to_arrays([low[0], high[0]], [low[1][:, None], high[1][:, None]])
    kernel = LinearMultiFidelityKernel([GPy.kern.RBF(Z.shape[1], ARD=True) for _ in range(2)])
    model = GPyLinearMultiFidelityModel(X, Y, kernel, n_fidelities=2)
    for part in (model.mixed_noise.Gaussian_noise, model.mixed_noise.Gaussian_noise_1):
        part.fix(1e-6)
    wrapper = GPyMultiOutputWrapper(model, 2, n_optimization_restarts=5, verbose_optimization=False)
    wrapper.optimize()
    points = convert_x_list_to_array([Z, Z])[len(Z) :]
    mean, variance = wrapper.predict(points)
    return mean[:, 0], np.sqrt(variance[:, 0]), None


def emukit_nonlinear(low, high, Z):
    import GPy
    from emukit.multi_fidelity.convert_lists_to_array import convert_x_list_to_array, convert_xy_lists_to_arrays
    from emukit.multi_fidelity.models.non_linear_multi_fidelity_model import (
        NonLinearMultiFidelityModel,
        make_non_linear_kernels,
    )

    X, Y = convert_xy_lists_to_arrays([low[0], high[0]], [low[1][:, None], high[1][:, None]])
    kernels = make_non_linear_kernels(GPy.kern.RBF, 2, Z.shape[1], ARD=True)
    model = NonLinearMultiFidelityModel(X, Y, 2, kernels=kernels, verbose=False, optimization_restarts=5)
    for part in model.models:
        part.Gaussian_noise.variance.fix(1e-6)
    model.optimize()
    points = convert_x_list_to_array([Z, Z])[len(Z) :]
    mean, variance = model.predict(points)
    return mean[:, 0], np.sqrt(variance[:, 0]), None


# Loaded before the clock starts.
libraries = {
    "scikit-learn": ["sklearn.gaussian_process"],
    "GPyTorch": ["torch", "gpytorch"],
    "GPy": ["GPy"],
    "BoTorch": ["torch", "botorch.fit", "botorch.models", "gpytorch.mlls"],
    "SMT MFK": ["smt.applications"],
    "emukit AR1": ["GPy", "emukit.model_wrappers.gpy_model_wrappers", "emukit.multi_fidelity.models"],
    "emukit NARGP": ["GPy", "emukit.multi_fidelity.models.non_linear_multi_fidelity_model"],
}
exact = {"scikit-learn": scikit_learn, "GPyTorch": gpytorch, "GPy": gpy, "BoTorch": botorch}
two_levels = {"SMT MFK": smt, "emukit AR1": emukit_linear, "emukit NARGP": emukit_nonlinear}


def run(tool, path, kind):
    parts = read(path)
    Z, _ = parts["test"]
    np.random.seed(0)
    for library in libraries[tool]:
        importlib.import_module(library)
    start = time.process_time()
    if kind == "mf":
        mean, std, evaluations = two_levels[tool](parts["train_lo"], parts["train_hi"], Z)
    elif kind == "co2":
        mean, std, evaluations = carbon_dioxide(*parts["train"], Z)
    else:
        X, y = parts["train"]
        low, width = X.min(0), np.ptp(X, 0)
        mean, std, evaluations = exact[tool]((X - low) / width, (y - y.mean()) / y.std(), (Z - low) / width)
        mean, std = mean * y.std() + y.mean(), std * y.std()
    seconds = time.process_time() - start
    return {"mean": mean.tolist(), "std": std.tolist(), "seconds": seconds, "evaluations": evaluations}


if __name__ == "__main__":
    print(json.dumps(run(*sys.argv[1:])))
