"""Curves through points with errors in x and y: SciPy's ODRPACK, at its tightest tolerances."""

import json
from pathlib import Path

import numpy as np
from scipy.odr import ODR, Model, RealData

draw = np.random.default_rng(0)

# York's points with the weights of Pearson, the classic of this problem.
york = {
    "x": [0.0, 0.9, 1.8, 2.6, 3.3, 4.4, 5.2, 6.1, 6.5, 7.4],
    "y": [5.9, 5.4, 4.4, 4.6, 3.5, 3.7, 2.8, 2.8, 2.4, 1.5],
    "sx": (1 / np.sqrt([1000.0, 1000, 500, 800, 200, 80, 60, 20, 1.8, 1])).tolist(),
    "sy": (1 / np.sqrt([1.0, 1.8, 4, 8, 20, 20, 70, 70, 100, 500])).tolist(),
}


def problem(f, truth, low, high, sx, sy, rows=40):
    x = np.linspace(low, high, rows)
    return {
        "x": (x + sx * draw.standard_normal(rows)).round(6).tolist(),
        "y": (f(truth, x) + sy * draw.standard_normal(rows)).round(6).tolist(),
        "sx": [sx] * rows,
        "sy": [sy] * rows,
    }


def solved(f, start, data):
    odr = ODR(RealData(data["x"], data["y"], sx=data["sx"], sy=data["sy"]), Model(f), beta0=start)
    odr.partol = odr.sstol = 1e-15
    odr.maxit = 1000
    found = odr.run()
    return {**data, "start": start, "constants": found.beta.tolist(), "sumOfSquares": float(found.sum_square)}


def line(b, x):
    return b[0] + b[1] * x


def growth(b, x):
    return b[0] * np.exp(b[1] * x)


def power(b, x):
    return b[0] * x ** b[1]


result = {
    "a + b * x": solved(line, [5.0, -0.5], york),
    "a * exp(b * x)": solved(growth, [1.0, 0.5], problem(growth, [2.0, 0.8], 0, 3, 0.1, 0.2)),
    "a * x^b": solved(power, [2.0, 1.0], problem(power, [3.0, 1.5], 1, 5, 0.05, 0.3)),
}
Path(__file__).with_suffix(".json").write_text(json.dumps(result))
