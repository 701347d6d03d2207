"""Robust scores of outliers by NumPy, SciPy and scikit-learn."""

import json
from pathlib import Path

import numpy as np
from scipy.stats import chi2, iqr, median_abs_deviation
from sklearn.covariance import MinCovDet

rng = np.random.default_rng(9)
series = np.cumsum(rng.normal(size=50))
series[[7, 8, 30, 49]] += [9, -6, 12, 8]
table = np.column_stack([rng.standard_t(2, 60), rng.lognormal(size=60)])


def hampel(window):
    half, scores = window // 2, []
    for i, value in enumerate(series):
        near = series[max(i - half, 0) : i + half + 1]
        scores.append((value - np.median(near)) / median_abs_deviation(near, scale="normal"))
    return {"window": window, "scores": scores}


cloud = rng.multivariate_normal([0, 0, 0], [[2, 1.5, 0], [1.5, 2, 0.5], [0, 0.5, 1]], 80) * [1, 1e6, 1e-3]
cloud[:14] += [6, -6e6, 4e-3]
# Scaled, as scikit-learn takes pseudo-inverses, which columns of very different sizes make singular; and the best of
# several searches, as one of them often misses the least determinant.
searches = [MinCovDet(random_state=seed).fit(cloud / cloud.std(axis=0)) for seed in range(20)]
robust = min(searches, key=lambda found: np.linalg.slogdet(found.raw_covariance_)[1])
low, high = np.quantile(table, [0.25, 0.75], axis=0)
result = {
    "series": series.tolist(),
    "table": table.tolist(),
    "hampel": [hampel(5), hampel(11)],
    "cloud": cloud.tolist(),
    "distances": np.sqrt(robust.dist_).tolist(),
    "limits": [
        {"probability": p, "columns": k, "limit": np.sqrt(chi2.ppf(p, k))} for p in [0.01, 0.5, 0.9999] for k in [1, 2, 5]
    ],
    "robustZScore": ((table - np.median(table, 0)) / median_abs_deviation(table, scale="normal")).tolist(),
    "interquartileFences": ((np.minimum(table - low, 0) + np.maximum(table - high, 0)) / iqr(table, axis=0)).tolist(),
}
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")))
