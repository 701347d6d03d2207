"""Constants of a damped curve by scipy: values, covariance, 95 % intervals, and the spread of what they predict."""

import json
from pathlib import Path

import numpy as np
from scipy.optimize import curve_fit
from scipy.stats import t


def curve(x, a, b, c):
    return a * np.exp(-b * x) + c


def slopes(x, a, b):
    return np.stack([np.exp(-b * x), -a * x * np.exp(-b * x), np.ones_like(x)], axis=1)


generator = np.random.default_rng(7)
x = np.linspace(0, 4, 40)
deviation = 0.02 + 0.03 * x
y = curve(x, 2.5, 1.3, 0.4) + deviation * generator.normal(size=x.size)
at = np.array([0.1, 1.0, 3.5, 6.0])


def case(sigma):
    values, covariance = curve_fit(curve, x, y, [2, 1, 0.5], sigma=sigma, xtol=1e-15, ftol=1e-15, gtol=1e-15)
    reach = t.ppf(0.975, x.size - 3) * np.sqrt(np.diag(covariance))
    J = slopes(at, values[0], values[1])
    return {
        "values": values.tolist(),
        "covariance": covariance.tolist(),
        "lower": (values - reach).tolist(),
        "upper": (values + reach).tolist(),
        "spread": np.sqrt(np.einsum("ia,ab,ib->i", J, covariance, J)).tolist(),
    }


reference = {
    "x": x.tolist(),
    "y": y.tolist(),
    "weights": (1 / deviation**2).tolist(),
    "at": at.tolist(),
    "equal": case(None),
    "weighted": case(deviation),
}
Path(__file__).with_suffix(".json").write_text(json.dumps(reference) + "\n")
