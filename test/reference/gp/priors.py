"""Densities of priors by SciPy, and a fit by GPyTorch with priors: writes priors.json beside this file."""

import json
import pathlib

import numpy as np
import scipy.stats as st

values = [0.2, 0.7, 1.5, 4.0]
densities = {
    "logNormal": [1.3, 0.6, st.lognorm(0.6, scale=1.3)],
    "gamma": [2.5, 0.8, st.gamma(2.5, scale=0.8)],
    "inverseGamma": [3.0, 2.0, st.invgamma(3.0, scale=2.0)],
    "halfNormal": [0.9, None, st.halfnorm(scale=0.9)],
}
out = {"values": values, "densities": {}}
for name, (a, b, law) in densities.items():
    out["densities"][name] = {"parameters": [p for p in (a, b) if p is not None], "log": law.logpdf(values).tolist()}

# The highest posterior density of a small problem, by brute force in SciPy.
from scipy.optimize import minimize

rng = np.random.default_rng(2)
x = np.linspace(0, 3, 9)
y = np.sin(2 * x) + 0.1 * rng.standard_normal(9)


def negative(log):
    length, scale, noise = np.exp(log)
    K = scale**2 * np.exp(-0.5 * ((x[:, None] - x) / length) ** 2) + noise**2 * np.eye(9)
    evidence = st.multivariate_normal(np.zeros(9), K).logpdf(y)
    prior = densities["logNormal"][2].logpdf(length) + densities["gamma"][2].logpdf(scale)
    return -(evidence + prior + densities["inverseGamma"][2].logpdf(noise))


best = min((minimize(negative, s, method="Nelder-Mead", options={"xatol": 1e-10, "fatol": 1e-12, "maxiter": 5000})
            for s in ([0, 0, -2], [-1, 0, -1])), key=lambda r: r.fun)
out["map"] = {"X": x.tolist(), "y": y.tolist(), "values": np.exp(best.x).tolist()}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out, separators=(",", ":")) + "\n")
