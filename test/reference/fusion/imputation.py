"""Filling of gaps by scikit-learn, pandas and SciPy."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.interpolate import CubicSpline
from sklearn.experimental import enable_iterative_imputer  # noqa: F401
from sklearn.impute import IterativeImputer, KNNImputer, SimpleImputer
from sklearn.linear_model import Ridge
from sklearn.preprocessing import StandardScaler

rng = np.random.default_rng(8)
latent = rng.normal(size=(40, 2))
complete = latent @ rng.normal(size=(2, 5)) + 0.1 * rng.normal(size=(40, 5))
complete = complete * [1, 10, 0.1, 1e6, 1] + [0, 5, 1, 2e6, -3]


def with_gaps(values, share):
    holes = values.copy()
    holes[rng.random(values.shape) < share] = np.nan
    return holes


X, new = with_gaps(complete, 0.15), with_gaps(complete[:10] * 1.02, 0.3)


def listed(array):
    return [listed(row) if np.ndim(row) else None if np.isnan(row) else float(row) for row in array]


def iterative(rounds, tolerance):
    scaler = StandardScaler().fit(X)
    chain = IterativeImputer(Ridge(alpha=0.05), max_iter=rounds, tol=tolerance).fit(scaler.transform(X))
    fill = lambda values: scaler.inverse_transform(chain.transform(scaler.transform(values)))
    return {"rounds": rounds, "tolerance": tolerance, "known": listed(fill(X)), "new": listed(fill(new))}


def fitted(imputer):
    imputer.fit(X)
    return {"known": listed(imputer.transform(X)), "new": listed(imputer.transform(new))}


def distance(a, b, missing_values=np.nan):
    """As `nan_euclidean`, which loses digits where columns differ in size: it expands the square of the difference."""
    shared = ~np.isnan(a - b)
    return np.sqrt(np.sum((a - b)[shared] ** 2) * len(a) / shared.sum()) if shared.any() else np.nan


times = np.cumsum(rng.exponential(size=25))
series = np.sin(times)
series[[0, 3, 4, 5, 9, 15, 16, 24]] = np.nan
there = ~np.isnan(series)
line = pd.Series(series, index=times).interpolate("index", limit_area="inside")
spline = CubicSpline(times[there], series[there], bc_type="natural")(times)
spline[[0, 24]] = np.nan
result = {
    "X": listed(X),
    "new": listed(new),
    "mean": fitted(SimpleImputer(strategy="mean")),
    "median": fitted(SimpleImputer(strategy="median")),
    "uniform": fitted(KNNImputer(n_neighbors=4, metric=distance)),
    "distance": fitted(KNNImputer(n_neighbors=3, weights="distance", metric=distance)),
    "iterative": [iterative(3, 0), iterative(50, 1e-3)],
    "times": listed(times),
    "series": listed(series),
    "forward": listed(pd.Series(series).ffill(limit=2)),
    "backward": listed(pd.Series(series).bfill(limit=1)),
    "linear": listed(line.to_numpy()),
    "spline": listed(spline),
}
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")))
