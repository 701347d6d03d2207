"""Gaussian-process regression with censored targets by brute-force integration: writes censored.json beside this file.

The measured targets are conditioned on exactly; the function values at the censored rows are then integrated over with
Gauss-Hermite quadrature, and the evidence is checked with SciPy's orthant probability. With one censored target
expectation propagation is exact; with several it is an approximation, whose size these numbers show.
"""

import itertools
import json
import pathlib

import numpy as np
from scipy.stats import multivariate_normal, norm


def rbf(a, b, length, scale):
    return scale**2 * np.exp(-0.5 * (a[:, None] - b[None, :]) ** 2 / length**2)


def case(name, X, y, bounds, Z, length, scale, noise, nodes):
    X, y, Z, bounds = np.array(X), np.array(y), np.array(Z), np.array(bounds)
    u, c = bounds == 0, bounds != 0
    Xall = np.concatenate([X[c], Z])
    Kuu = rbf(X[u], X[u], length, scale) + noise**2 * np.eye(u.sum())
    Kau = rbf(Xall, X[u], length, scale)
    mean = Kau @ np.linalg.solve(Kuu, y[u])
    cov = rbf(Xall, Xall, length, scale) - Kau @ np.linalg.solve(Kuu, Kau.T)
    k = c.sum()
    S, m = cov[:k, :k], mean[:k]
    L = np.linalg.cholesky(S)
    points, weights = np.polynomial.hermite_e.hermegauss(nodes)
    weights = weights / weights.sum()
    grid = np.array(list(itertools.product(points, repeat=k)))
    weight = np.prod(np.array(list(itertools.product(weights, repeat=k))), axis=1)
    f = m + grid @ L.T
    weight = weight * np.prod(norm.cdf(bounds[c] * (f - y[c]) / noise), axis=1)
    evidence = weight.sum()
    weight = weight / evidence
    sign = bounds[c].astype(float)
    orthant = multivariate_normal(-sign * m, np.outer(sign, sign) * (S + noise**2 * np.eye(k)),
                                  allow_singular=False).cdf(-sign * y[c])
    assert abs(orthant / evidence - 1) < 1e-3, (orthant, evidence)
    fc_mean = weight @ f
    fc_cov = (f - fc_mean).T @ ((f - fc_mean) * weight[:, None])
    A = np.linalg.solve(S, cov[:k, k:]).T
    z_mean = mean[k:] + A @ (fc_mean - m)
    z_cov = cov[k:, k:] - A @ cov[:k, k:] + A @ fc_cov @ A.T
    log_measured = multivariate_normal(np.zeros(u.sum()), Kuu).logpdf(y[u])
    return {"name": name, "X": X.tolist(), "y": y.tolist(), "bounds": bounds.tolist(), "Z": Z.tolist(),
            "lengthScale": length, "outputScale": scale, "noise": noise, "mean": z_mean.tolist(),
            "std": np.sqrt(np.diag(z_cov)).tolist(), "logMarginalLikelihood": float(log_measured + np.log(evidence))}


X = [0.0, 0.6, 1.1, 1.9, 2.4, 3.0]
y = [0.2, 0.9, 0.7, -0.3, -0.2, 0.4]
Z = [0.3, 1.5, 2.2, 3.0, 4.0]
result = [
    case("one run-out", X, y, [0, 0, 0, 0, 0, 1], Z, 0.8, 1.0, 0.3, 160),
    case("one detection limit", X, y, [0, -1, 0, 0, 0, 0], Z, 0.8, 1.0, 0.3, 160),
    case("three bounds", X, y, [0, 1, 0, -1, 0, 1], Z, 0.8, 1.0, 0.3, 80),
]
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(result))
