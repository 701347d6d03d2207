"""Trends, seasons, intervals and decimation by SciPy, statsmodels and pandas."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import signal
from statsmodels.tsa.seasonal import STL, seasonal_decompose

rng = np.random.default_rng(6)
n = 84
t = np.arange(n)
series = 5 + 0.03 * t + np.sin(2 * np.pi * t / 12) * (1 + t / 100) + 0.2 * rng.normal(size=n)
spoilt = series.copy()
spoilt[[10, 40, 41]] += [4, -3, 5]


def listed(array):
    return [None if np.isnan(x) else float(x) for x in array]


def parts(found):
    return {"trend": listed(found.trend), "seasonal": listed(found.seasonal), "residual": listed(found.resid)}


times = np.cumsum(rng.exponential(2.0, 50))
values = rng.normal(size=50)
values[[3, 4, 20]] = np.nan
frame = pd.Series(values, index=pd.to_datetime(times - times[0], unit="s")).resample("5s", origin="start")
result = {
    "series": listed(series),
    "spoilt": listed(spoilt),
    "constant": listed(signal.detrend(series, type="constant")),
    "linear": listed(signal.detrend(series)),
    "pieces": listed(signal.detrend(series, bp=[20, 50])),
    "cubic": listed(series - np.polynomial.Polynomial.fit(t, series, 3)(t)),
    "additive": {str(p): parts(seasonal_decompose(series, "additive", period=p)) for p in [7, 12]},
    "multiplicative": parts(seasonal_decompose(series, "multiplicative", period=12)),
    "stl": [
        {"options": {"period": 12}, **parts(STL(series, period=12).fit())},
        {"options": {"period": 7, "seasonal": 13, "trend": 21}, **parts(STL(series, period=7, seasonal=13, trend=21).fit())},
        {"options": {"period": 12, "robust": True}, **parts(STL(spoilt, period=12, robust=True).fit())},
    ],
    "times": listed(times),
    "values": listed(values),
    "mean": listed(frame.mean()),
    "sum": listed(frame.sum(min_count=1)),
    "largest": listed(frame.max()),
    "last": listed(frame.last()),
    "counts": listed(frame.count()),
    "decimated": {str(q): listed(signal.decimate(series, q, ftype="fir", zero_phase=True)) for q in [2, 5]},
}
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")))
