"""The normal distribution to double precision, from 60 digits of mpmath."""

import json
from pathlib import Path

from mpmath import erfc, erfinv, findroot, log, mp, mpf, npdf, sqrt

mp.dps = 60
z = [-38.0, -37.0, -20.0, -10.0, -6.0, -3.0, -1.96, -1.0, -0.5, -0.1, -1e-10, 0.0, 1e-10, 0.3, 1.0, 2.5, 6.0, 9.0]
p = [1e-300, 1e-100, 1e-20, 1e-10, 1e-5, 0.001, 0.025, 0.0999999, 0.1000001, 0.25, 0.3, 0.4999, 0.5, 0.5000001, 0.6, 0.75, 0.9, 0.975, 0.999, 0.9999999]


def cdf(x):
    return erfc(-mpf(x) / sqrt(2)) / 2


def quantile(probability):
    q = mpf(probability)
    if q == mpf("0.5"):
        return mpf(0)
    if q > mpf("0.01"):
        return sqrt(2) * erfinv(2 * q - 1)
    start = -sqrt(-2 * log(q))
    return findroot(lambda x: log(cdf(x)) - log(q), start)


Path(__file__).with_suffix(".json").write_text(
    json.dumps(
        {
            "z": z,
            "density": [float(npdf(mpf(x))) for x in z],
            "cdf": [float(cdf(x)) for x in z],
            "logCdf": [float(log(cdf(x))) for x in z],
            "logCdfFar": [[x, float(log(cdf(x)))] for x in [-50, -100, -1000]],
            "probability": p,
            "quantile": [float(quantile(x)) for x in p],
        },
        indent=1,
    )
)
