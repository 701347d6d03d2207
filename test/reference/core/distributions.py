"""Distributions by SciPy: densities, probabilities and quantiles, in the bulk and in the tails.

SciPy keeps 12 digits of the binomial probabilities at most; these are computed by mpmath.
"""

import json
from pathlib import Path

import mpmath
import numpy as np
from scipy import stats

probabilities = [1e-10, 1e-4, 0.025, 0.2, 0.5, 0.7, 0.975, 0.9999]
cases = [
    ("normal", {"mean": 3.0, "std": 0.5}, stats.norm(3, 0.5)),
    ("logNormal", {"logMean": 0.3, "logStd": 0.7}, stats.lognorm(0.7, scale=np.exp(0.3))),
    ("uniform", {"lower": -2.0, "upper": 5.0}, stats.uniform(-2, 7)),
    ("exponential", {"scale": 2.5}, stats.expon(scale=2.5)),
    ("gamma", {"shape": 0.3, "scale": 2.0}, stats.gamma(0.3, scale=2)),
    ("gamma", {"shape": 2.5, "scale": 0.4}, stats.gamma(2.5, scale=0.4)),
    ("gamma", {"shape": 400.0, "scale": 1.0}, stats.gamma(400)),
    ("chiSquared", {"degreesOfFreedom": 7.0}, stats.chi2(7)),
    ("beta", {"alpha": 0.5, "beta": 2.5}, stats.beta(0.5, 2.5)),
    ("beta", {"alpha": 40.0, "beta": 12.0}, stats.beta(40, 12)),
    ("studentT", {"degreesOfFreedom": 3.5, "location": 1.0, "scale": 2.0}, stats.t(3.5, 1, 2)),
    ("studentT", {"degreesOfFreedom": 200.0}, stats.t(200)),
    ("weibull", {"shape": 1.7, "scale": 30.0}, stats.weibull_min(1.7, scale=30)),
    ("gumbel", {"location": 10.0, "scale": 2.0}, stats.gumbel_r(10, 2)),
    ("truncatedNormal", {"mean": 1.0, "std": 2.0, "lower": -1.0, "upper": 2.0}, stats.truncnorm(-1, 0.5, 1, 2)),
    ("truncatedNormal", {"mean": 0.0, "std": 1.0, "lower": 4.0, "upper": 1e9}, stats.truncnorm(4, 1e9)),
    ("poisson", {"mean": 0.4}, stats.poisson(0.4)),
    ("poisson", {"mean": 85.5}, stats.poisson(85.5)),
    ("binomial", {"trials": 12, "probability": 0.3}, stats.binom(12, 0.3)),
    ("binomial", {"trials": 5000, "probability": 0.01}, stats.binom(5000, 0.01)),
    ("bernoulli", {"probability": 0.3}, stats.bernoulli(0.3)),
]


def numbers(values):
    return [float(value) for value in values]


def log_binomial(k, trials, probability):
    with mpmath.workdps(40):
        p = mpmath.mpf(probability)
        return float(mpmath.log(mpmath.binomial(trials, k) * p ** int(k) * (1 - p) ** (trials - int(k))))


result = []
for name, parameters, frozen in cases:
    quantiles = frozen.ppf(probabilities)
    is_discrete = hasattr(frozen, "pmf")
    x = np.unique(np.round(quantiles)) if is_discrete else quantiles
    log_density = frozen.logpmf(x) if is_discrete else frozen.logpdf(x)
    if name == "binomial":
        log_density = [log_binomial(k, **parameters) for k in x]
    result.append(
        {
            "name": name,
            "parameters": parameters,
            "mean": float(frozen.mean()),
            "variance": float(frozen.var()),
            "x": numbers(x),
            "logDensity": numbers(log_density),
            "cumulative": numbers(frozen.cdf(x)),
            "survival": numbers(frozen.sf(x)),
            "quantile": numbers(quantiles),
        }
    )
joint = stats.multivariate_normal([1, -2, 0.5], [[2, 0.3, -0.4], [0.3, 1, 0.2], [-0.4, 0.2, 0.5]])
points = [[1, -2, 0.5], [0, 0, 0], [3, -4, 2]]
Path(__file__).with_suffix(".json").write_text(
    json.dumps(
        {
            "probabilities": probabilities,
            "cases": result,
            "multivariateNormal": {
                "mean": joint.mean.tolist(),
                "covariance": joint.cov.tolist(),
                "points": points,
                "logDensity": numbers(joint.logpdf(points)),
            },
        }
    )
)
