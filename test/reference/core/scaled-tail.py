"""Chebyshev coefficients of (1 + 2x) exp(x^2) erfc(x) in (x - 3.75) / (x + 3.75), x from 0; and values of the function."""

import json
from pathlib import Path

from mpmath import cos, erfc, exp, mp, mpf, pi, sqrt

mp.dps = 50
centre = mpf("3.75")
nodes = 120


def at(t):
    x = centre * (1 + t) / (1 - t)
    if x > mpf(10) ** 6:
        return (1 + 2 * x) / (x * sqrt(pi)) * (1 - 1 / (2 * x * x))
    return (1 + 2 * x) * exp(x * x) * erfc(x)


angles = [pi * (k + mpf(1) / 2) / nodes for k in range(nodes)]
values = [at(cos(angle)) for angle in angles]
coefficients = [2 * sum(v * cos(j * a) for v, a in zip(values, angles)) / nodes for j in range(25)]
coefficients[0] /= 2
places = [0, 1e-10, 0.1, 0.5, 1, 2, 3.75, 5, 10, 26, 100, 1e5, 1e12]
Path(__file__).with_suffix(".json").write_text(
    json.dumps(
        {
            "coefficients": [float(c) for c in coefficients],
            "x": places,
            "scaledTail": [float(exp(mpf(x) ** 2) * erfc(mpf(x))) if x < 1e4 else float(1 / (mpf(x) * sqrt(pi)) * (1 - 1 / (2 * mpf(x) ** 2))) for x in places],
        },
        indent=1,
    )
)
