"""Bagging of pysindy 2.1.0 on noisy rates of the Lorenz system: `python ensemble.py`."""

import json
import pathlib

import numpy as np
import pysindy as ps
from scipy.integrate import solve_ivp

threshold = 0.9
models = 2000


def lorenz(_, s):
    x, y, z = s
    return [10 * (y - x), x * (28 - z) - y, x * y - 8 / 3 * z]


random = np.random.default_rng(1)
np.random.seed(0)
t = np.linspace(0, 4, 81)
X = solve_ivp(lorenz, (0, 4), [-8, 7, 27], t_eval=t, rtol=1e-10, atol=1e-10).y.T.round(6)
rates = (np.array([lorenz(0, row) for row in X]) + random.normal(0, 8, X.shape)).round(6)
optimizer = ps.EnsembleOptimizer(
    ps.STLSQ(threshold=threshold, alpha=0, unbias=True), bagging=True, n_models=models, replace=True
)
model = ps.SINDy(optimizer=optimizer, feature_library=ps.PolynomialLibrary(degree=2))
model.fit(X, t=t, x_dot=rates, feature_names=["x", "y", "z"])
drawn = np.array(optimizer.coef_list)
chosen = drawn != 0
inclusion = chosen.mean(axis=0)
medians = np.where(chosen.any(axis=0), np.nanmedian(np.where(chosen, drawn, np.nan), axis=0), 0)
deviations = np.where(chosen.sum(axis=0) > 1, np.nanstd(np.where(chosen, drawn, np.nan), axis=0), 0)
print(model.get_feature_names())
print(np.round(inclusion, 3))
print(np.round(medians, 3))

target = pathlib.Path(__file__).with_suffix(".json")
target.write_text(
    json.dumps(
        {
            "t": t.tolist(),
            "X": X.tolist(),
            "rates": rates.tolist(),
            "threshold": threshold,
            "models": models,
            "terms": model.get_feature_names(),
            "inclusion": inclusion.tolist(),
            "medians": medians.tolist(),
            "deviations": deviations.tolist(),
        },
        separators=(",", ":"),
    )
)
