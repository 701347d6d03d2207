"""Gaussian-process regression by scikit-learn 1.9.1: writes regression.json beside this file.

Fixed hyper-parameters: predictions, their covariance, the log marginal likelihood and its gradient.
Fitted ones: the log marginal likelihood that scikit-learn reaches from its own start and from five random ones.
"""

import json
import pathlib

import numpy as np
from sklearn.datasets import load_diabetes
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, DotProduct, ExpSineSquared, Matern
from sklearn.gaussian_process.kernels import RationalQuadratic, WhiteKernel

rng = np.random.default_rng(7)


def scaled(kernel, scale):
    return ConstantKernel(scale**2) * kernel


X1 = np.sort(rng.uniform(0, 10, 25))[:, None]
y1 = np.sin(X1[:, 0]) + 0.1 * X1[:, 0] + 0.05 * rng.standard_normal(25)
Z1 = np.linspace(-1, 11, 7)[:, None]
X3 = rng.uniform(-1, 1, (40, 3))
y3 = np.cos(2 * X3[:, 0]) + X3[:, 1] ** 2 + 0.1 * rng.standard_normal(40)
Z3 = rng.uniform(-1.2, 1.2, (6, 3))
one, three = (X1, y1, Z1), (X3, y3, Z3)


def leaf(kind, **options):
    return {"kind": kind, **options}


def times(scale, kernel):
    return {"kind": "product", "terms": [leaf("constant", outputScale=scale), kernel]}


lengths = [0.7, 0.9, 2.5]
# name, data, our kernel, scikit-learn's, noise, our parameters per theta (2: a standard deviation for a variance)
fixed = [
    ("rbf, one input", one, times(1.3, leaf("rbf", lengthScale=1.1)), scaled(RBF(1.1), 1.3), 0.1),
    ("rbf, ard", three, times(1.3, leaf("rbf", lengthScale=lengths)), scaled(RBF(lengths), 1.3), 0.2),
    ("rbf, isotropic", three, times(0.8, leaf("rbf", lengthScale=0.9, ard=False)), scaled(RBF(0.9), 0.8), 0.2),
    ("matern 1/2", three, times(1.1, leaf("matern", smoothness=0.5, lengthScale=lengths)),
     scaled(Matern(lengths, nu=0.5), 1.1), 0.15),
    ("matern 3/2", three, times(1.1, leaf("matern", smoothness=1.5, lengthScale=lengths)),
     scaled(Matern(lengths, nu=1.5), 1.1), 0.15),
    ("matern 5/2", three, times(1.1, leaf("matern", smoothness=2.5, lengthScale=lengths)),
     scaled(Matern(lengths, nu=2.5), 1.1), 0.15),
    ("rational quadratic", one, times(0.9, leaf("rationalQuadratic", lengthScale=1.2, mixture=0.6)),
     scaled(RationalQuadratic(1.2, 0.6), 0.9), 0.1),
    ("periodic", one, times(0.9, leaf("periodic", lengthScale=1.2, period=6.1)),
     scaled(ExpSineSquared(1.2, 6.1), 0.9), 0.1),
    ("linear", one, leaf("linear", slope=0.4), ConstantKernel(0.16) * DotProduct(1e-9, "fixed"), 0.3),
    ("sum of products", one,
     {"kind": "sum", "terms": [
         times(0.8, leaf("rbf", lengthScale=4.0)),
         {"kind": "product", "terms": [leaf("constant", outputScale=0.7), leaf("rbf", lengthScale=9.0),
                                       leaf("periodic", lengthScale=1.1, period=6.2)]}]},
     scaled(RBF(4.0), 0.8) + ConstantKernel(0.49) * RBF(9.0) * ExpSineSquared(1.1, 6.2), 0.1),
]


def fixed_case(name, data, ours, theirs, noise):
    X, y, Z = data
    model = GaussianProcessRegressor(theirs + WhiteKernel(noise**2), alpha=0.0, optimizer=None).fit(X, y)
    mean, covariance = model.predict(Z, return_cov=True)
    lml, gradient = model.log_marginal_likelihood(model.kernel_.theta, eval_gradient=True)
    names = [h.name for h in model.kernel_.hyperparameters if not h.fixed for _ in range(h.n_elements)]
    slopes = {}
    for key, value in zip(names, gradient):
        slopes.setdefault(key.split("__")[-1], []).append(value)
    variances = slopes.get("constant_value", []) + slopes.get("noise_level", [])
    return {
        "name": name, "kernel": ours, "noise": noise, "X": X.tolist(), "y": y.tolist(), "Z": Z.tolist(),
        "mean": mean.tolist(), "std": np.sqrt(np.diag(covariance)).tolist(), "covariance": covariance.tolist(),
        "logMarginalLikelihood": lml,
        # with respect to the logarithms of variances, lengths, periods and mixtures, in the order of the kernels
        "gradient": {"variance": variances, "lengthScale": slopes.get("length_scale", []),
                     "period": slopes.get("periodicity", []), "mixture": slopes.get("alpha", [])},
    }


def fitted_case(name, X, y, theirs, ours):
    z = (y - y.mean()) / y.std()
    single = GaussianProcessRegressor(theirs + WhiteKernel(0.01), alpha=0.0).fit(X, z)
    many = GaussianProcessRegressor(theirs + WhiteKernel(0.01), alpha=0.0, n_restarts_optimizer=5, random_state=0)
    return {"name": name, "kernel": ours, "X": X.round(6).tolist(), "y": z.tolist(),
            "oneStart": single.log_marginal_likelihood_value_, "sixStarts": many.fit(X, z).log_marginal_likelihood_value_}


def ard(family, d, **options):
    return ConstantKernel(1.0, (1e-5, 1e7)) * family(np.ones(d), (1e-3, 1e5), **options)


diabetes = load_diabetes(scaled=False)
rows = rng.permutation(442)[:160]
Xd = diabetes.data[rows]
Xd = ((Xd - Xd.min(0)) / (Xd.max(0) - Xd.min(0))).round(6)
Xs = rng.uniform(0, 1, (120, 2)).round(6)
ys = np.sin(9 * Xs[:, 0]) * Xs[:, 1] + 0.05 * rng.standard_normal(120)
Xn = np.linspace(0, 1, 60)[:, None].round(6)
yn = np.sin(40 * Xn[:, 0]) + 0.2 * rng.standard_normal(60)

fits = [
    fitted_case("diabetes", Xd, diabetes.target[rows], ard(Matern, 10, nu=2.5), leaf("matern", smoothness=2.5)),
    fitted_case("smooth surface", Xs, ys, ard(RBF, 2), leaf("rbf")),
    fitted_case("fast wave", Xn, yn, ard(Matern, 1, nu=1.5), leaf("matern", smoothness=1.5)),
]

result = {"fixed": [fixed_case(*case) for case in fixed], "fitted": fits}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(result))
