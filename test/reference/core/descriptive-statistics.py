"""Descriptive statistics and scores by NumPy and SciPy."""

import json
from pathlib import Path

import numpy as np
from scipy import integrate, stats

rng = np.random.default_rng(21)
a = rng.gamma(2.0, size=40)
b = a + rng.normal(size=40)
ties = np.round(a)
matrix = rng.normal(size=(4, 5))
y = rng.normal(size=15)
mean = y + rng.normal(size=15) * 0.3
std = np.exp(rng.normal(size=15)) * 0.4


def ranked_score(target, centre, spread):
    """The integral that defines the score."""
    below = integrate.quad(lambda x: stats.norm.cdf(x, centre, spread) ** 2, -np.inf, target, epsabs=1e-13)[0]
    above = integrate.quad(lambda x: stats.norm.sf(x, centre, spread) ** 2, target, np.inf, epsabs=1e-13)[0]
    return below + above


probabilities = [0, 0.05, 0.25, 0.333, 0.5, 0.9, 1]
result = {
    "a": a.tolist(),
    "b": b.tolist(),
    "ties": ties.tolist(),
    "probabilities": probabilities,
    "quantiles": np.quantile(a, probabilities).tolist(),
    "medianAbsoluteDeviation": float(stats.median_abs_deviation(a)),
    "skewness": float(stats.skew(a, bias=False)),
    "kurtosis": float(stats.kurtosis(a, bias=False)),
    "correlation": float(np.corrcoef(a, b)[0, 1]),
    "rankCorrelation": float(stats.spearmanr(ties, b)[0]),
    "variance": float(np.var(a)),
    "sampleDeviation": float(np.std(a, ddof=1)),
    "matrix": matrix.tolist(),
    "columnMeans": matrix.mean(axis=0).tolist(),
    "rowVariances": matrix.var(axis=1, ddof=1).tolist(),
    "columnQuantiles": np.quantile(matrix, 0.3, axis=0).tolist(),
    "rowMedians": np.median(matrix, axis=1).tolist(),
    "covarianceMatrix": np.cov(matrix, rowvar=False, ddof=0).tolist(),
    "sampleCovarianceMatrix": np.cov(matrix, rowvar=False).tolist(),
    "correlationMatrix": np.corrcoef(matrix, rowvar=False).tolist(),
    "y": y.tolist(),
    "mean": mean.tolist(),
    "std": std.tolist(),
    "rootMeanSquareError": float(np.sqrt(np.mean((y - mean) ** 2))),
    "meanAbsoluteError": float(np.mean(np.abs(y - mean))),
    "coefficientOfDetermination": float(1 - np.sum((y - mean) ** 2) / np.sum((y - y.mean()) ** 2)),
    "negativeLogPredictiveDensity": float(-np.mean(stats.norm.logpdf(y, mean, std))),
    "continuousRankedProbabilityScore": float(np.mean([ranked_score(*case) for case in zip(y, mean, std)])),
    "coverage80": float(np.mean(np.abs(y - mean) <= stats.norm.ppf(0.9) * std)),
}
Path(__file__).with_suffix(".json").write_text(json.dumps(result))
