"""Robust scores of outliers by NumPy and SciPy."""

import json
from pathlib import Path

import numpy as np
from scipy.stats import iqr, median_abs_deviation

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


low, high = np.quantile(table, [0.25, 0.75], axis=0)
result = {
    "series": series.tolist(),
    "table": table.tolist(),
    "hampel": [hampel(5), hampel(11)],
    "robustZScore": ((table - np.median(table, 0)) / median_abs_deviation(table, scale="normal")).tolist(),
    "interquartileFences": ((np.minimum(table - low, 0) + np.maximum(table - high, 0)) / iqr(table, axis=0)).tolist(),
}
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")))
