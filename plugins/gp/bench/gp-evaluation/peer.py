"""One likelihood and gradient by the peer that is named: `peer.py scikit-learn`. Reads sizes, answers with ms."""
import os
import sys
import time
import warnings

import numpy as np

warnings.simplefilter("ignore")
threads = int(os.environ["OMP_NUM_THREADS"])
length, noise = 1.5, 0.1


def data(n, columns):
    rng = np.random.default_rng(1)
    x = rng.uniform(size=(n, columns))
    return x, np.sin(4 * x[:, 0]) + noise * rng.normal(size=n)


def scikit_learn(n, columns):
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel

    x, y = data(n, columns)
    kernel = ConstantKernel() * Matern(np.full(columns, length), nu=2.5) + WhiteKernel(noise**2)
    model = GaussianProcessRegressor(kernel, optimizer=None).fit(x, y)
    theta = model.kernel_.theta.copy()

    def run():
        theta[0] += 1e-9
        model.log_marginal_likelihood(theta, eval_gradient=True, clone_kernel=False)

    return run


def gpytorch(n, columns):
    import gpytorch as gp
    import torch

    torch.set_num_threads(threads)
    torch.set_default_dtype(torch.float64)
    x, y = (torch.tensor(values) for values in data(n, columns))

    class Model(gp.models.ExactGP):
        def __init__(self, likelihood):
            super().__init__(x, y, likelihood)
            self.mean_module = gp.means.ZeroMean()
            self.covar_module = gp.kernels.ScaleKernel(gp.kernels.MaternKernel(2.5, ard_num_dims=columns))

        def forward(self, points):
            return gp.distributions.MultivariateNormal(self.mean_module(points), self.covar_module(points))

    likelihood = gp.likelihoods.GaussianLikelihood()
    model = Model(likelihood)
    model.covar_module.base_kernel.lengthscale = length
    likelihood.noise = noise**2
    model.train()
    likelihood.train()
    objective = gp.mlls.ExactMarginalLogLikelihood(likelihood, model)

    def run():
        model.zero_grad()
        with gp.settings.fast_computations(False, False, False), gp.settings.max_cholesky_size(10**6):
            (-objective(model(x), y)).backward()

    return run


def gpy(n, columns):
    import GPy

    x, y = data(n, columns)
    kernel = GPy.kern.Matern52(columns, ARD=True, lengthscale=np.full(columns, length))
    model = GPy.models.GPRegression(x, y[:, None], kernel, noise_var=noise**2)
    place = model.optimizer_array.copy()

    def run():
        place[0] += 1e-9
        model._objective_grads(place)

    return run


prepare = {"scikit-learn": scikit_learn, "GPyTorch": gpytorch, "GPy": gpy}[sys.argv[1]]
prepared = (None, None)
for line in sys.stdin:
    name = line.strip()
    if prepared[0] != name:
        prepared = (name, prepare(*(int(size) for size in name.split(" × "))))
        prepared[1]()
    start = time.perf_counter()
    prepared[1]()
    print((time.perf_counter() - start) * 1e3, flush=True)
