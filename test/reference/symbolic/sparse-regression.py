"""STLSQ and SR3 of pysindy 2.1.0 on noisy states and rates of the Lorenz system: `python sparse-regression.py`."""

import json
import pathlib

import numpy as np
import pysindy as ps
from scipy.integrate import solve_ivp


def lorenz(_, s):
    x, y, z = s
    return [10 * (y - x), x * (28 - z) - y, x * y - 8 / 3 * z]


t = np.linspace(0, 4, 161)
X = solve_ivp(lorenz, (0, 4), [-8, 7, 27], t_eval=t, rtol=1e-10, atol=1e-10).y.T.round(6)
rates = (np.array([lorenz(0, row) for row in X]) + np.random.default_rng(0).normal(0, 2, X.shape)).round(6)
library = ps.PolynomialLibrary(degree=2)
theta = np.asarray(library.fit(X).transform(X))


def coefficients(optimizer):
    model = ps.SINDy(optimizer=optimizer, feature_library=ps.PolynomialLibrary(degree=2))
    model.fit(X, t=t, x_dot=rates, feature_names=["x", "y", "z"])
    return {"terms": model.get_feature_names(), "coefficients": model.coefficients().tolist()}


relaxation = 1e8
nu = relaxation / np.mean(np.sum(theta**2, axis=0))
cases = {
    "stlsq": {threshold: coefficients(ps.STLSQ(threshold=threshold, alpha=0, unbias=True)) for threshold in (0.2, 0.6, 2.0)},
    "sr3": {
        threshold: coefficients(
            ps.SR3(
                reg_weight_lam=threshold**2 / (2 * nu),
                relax_coeff_nu=nu,
                regularizer="L0",
                max_iter=20000,
                tol=1e-12,
                unbias=True,
            )
        )
        for threshold in (0.2, 0.6)
    },
}
target = pathlib.Path(__file__).with_suffix(".json")
target.write_text(
    json.dumps({"t": t.tolist(), "X": X.tolist(), "rates": rates.tolist(), "relaxation": relaxation, **cases}, separators=(",", ":"))
)
for name, found in cases.items():
    for threshold, case in found.items():
        print(name, threshold, np.round(case["coefficients"], 3).tolist())
