"""Last layers of a network by scikit-learn: writes last-layer.json beside this file.

Made with scikit-learn 1.9.1 and numpy 2.4.6. The network is tanh(x W + b) after standardised inputs, for two outputs, which
are standardised too. BayesianRidge on the hidden units, without hyper-priors, gives each output its greatest marginal
likelihood; so does GaussianProcessRegressor on hidden units and inputs, each part divided by its root sum of variances.
"""

import json
import pathlib

import numpy as np
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel
from sklearn.linear_model import BayesianRidge

rng = np.random.default_rng(11)
rows, hidden = 60, 8
X = rng.uniform(-2, 3, (rows, 2))
y = np.stack([np.sin(X[:, 0]) + X[:, 1] + 0.2 * rng.standard_normal(rows), 50 + 7 * X[:, 0] * X[:, 1]], axis=1)
y[:, 1] += 3 * rng.standard_normal(rows)
asked = np.concatenate([rng.uniform(-2, 3, (6, 2)), [[9.0, -9.0], [40.0, 40.0]]])
weights = 0.7 * rng.standard_normal((2, hidden))
bias = 0.5 * rng.standard_normal(hidden)


def features(x):
    standardised = (x - X.mean(0)) / X.std(0)
    return np.concatenate([np.tanh(standardised @ weights + bias), np.ones((len(x), 1))], axis=1)


def fitted(target):
    spread = target.std()
    none = {"alpha_1": 0, "alpha_2": 0, "lambda_1": 0, "lambda_2": 0}
    ridge = BayesianRidge(max_iter=100000, tol=1e-14, fit_intercept=False, compute_score=True, **none)
    ridge.fit(features(X), (target - target.mean()) / spread)
    mean, std = ridge.predict(features(asked), return_std=True)
    return {
        "mean": (target.mean() + spread * mean).tolist(),
        "std": (spread * std).tolist(),
        "noise": float(spread / np.sqrt(ridge.alpha_)),
        "logMarginalLikelihood": float(ridge.scores_[-1] - rows * np.log(spread)),
    }


length_scale = 0.7


def known(x):
    standardised = (x - X.mean(0)) / X.std(0)
    units = np.tanh((X - X.mean(0)) / X.std(0) @ weights + bias)
    spread = np.sqrt(units.var(0).sum())
    return np.concatenate([np.tanh(standardised @ weights + bias) / spread, standardised / np.sqrt(2)], axis=1)


def process(target):
    spread = target.std()
    kernel = ConstantKernel(1.0, (1e-3, 1e4)) * RBF(length_scale, "fixed") + WhiteKernel(0.1, (1e-6, 1e2))
    model = GaussianProcessRegressor(kernel, n_restarts_optimizer=4, random_state=0)
    model.fit(known(X), (target - target.mean()) / spread)
    mean, std = model.predict(known(asked), return_std=True)
    noise = model.kernel_.k2.noise_level
    function_std = np.sqrt(np.maximum(std**2 - noise, 0))
    return {
        "mean": (target.mean() + spread * mean).tolist(),
        "functionStd": (spread * function_std).tolist(),
        "noise": float(spread * np.sqrt(noise)),
        "priorStd": float(spread * np.sqrt(model.kernel_.k1.k1.constant_value)),
    }


result = {
    "X": X.tolist(),
    "y": y.tolist(),
    "asked": asked.tolist(),
    "weights": weights.tolist(),
    "bias": bias.tolist(),
    "inputs": {"mean": X.mean(0).tolist(), "spread": X.std(0).tolist()},
    "outputs": [fitted(y[:, 0]), fitted(y[:, 1])],
    "lengthScale": length_scale,
    "processes": [process(y[:, 0]), process(y[:, 1])],
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(result) + "\n")
