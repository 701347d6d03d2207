"""Bootstrap intervals and permutation tests by SciPy, and the jackknife by statsmodels' formulas in NumPy."""

import json
from pathlib import Path

import numpy as np
from scipy import stats

rng = np.random.default_rng(4)
sample = rng.gamma(2.0, 3.0, 25).round(4)
a = [12.1, 14.3, 11.8, 15.2, 13.3]
b = [15.9, 14.9, 17.2, 13.1, 16.6, 18.0]


def interval(statistic, method):
    found = stats.bootstrap((sample,), statistic, n_resamples=200_000, method=method, rng=np.random.default_rng(1))
    return [*map(float, found.confidence_interval), float(found.standard_error)]


def spread(x, axis=-1):
    return np.std(x, axis=axis)


def mean_difference(x, y, axis=-1):
    return np.mean(x, axis=axis) - np.mean(y, axis=axis)


def p_value(alternative):
    return float(stats.permutation_test((a, b), mean_difference, alternative=alternative, n_resamples=np.inf).pvalue)


left_out = np.array([np.std(np.delete(sample, i)) for i in range(len(sample))])
n = len(sample)
Path(__file__).with_suffix(".json").write_text(
    json.dumps(
        {
            "sample": sample.tolist(),
            "mean": {method: interval(np.mean, method) for method in ["percentile", "BCa"]},
            "spread": {method: interval(spread, method) for method in ["percentile", "BCa"]},
            "jackknife": {
                "bias": float((n - 1) * (left_out.mean() - sample.std())),
                "standardError": float(np.sqrt((n - 1) / n * ((left_out - left_out.mean()) ** 2).sum())),
            },
            "a": a,
            "b": b,
            "pValue": {"twoSided": p_value("two-sided"), "greater": p_value("greater"), "less": p_value("less")},
        }
    )
)
