"""Nonlinear least squares by SciPy: problems of the Statistical Reference Datasets of NIST, from both of their starts,
checked against the certified constants; and one with weights over many orders of magnitude."""

import json
from pathlib import Path

import numpy as np
from scipy.optimize import least_squares

problems = {
    "Misra1a": {
        "x": [77.6, 114.9, 141.1, 190.8, 239.9, 289.0, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760.0],
        "y": [10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.40, 75.47, 81.78],
        "model": lambda b, x: b[0] * (1 - np.exp(-b[1] * x)),
        "starts": [[500, 1e-4], [250, 5e-4]],
        "certified": [238.94212918, 5.5015643181e-4],
    },
    "BoxBOD": {
        "x": [1, 2, 3, 5, 7, 10],
        "y": [109, 149, 149, 191, 213, 224],
        "model": lambda b, x: b[0] * (1 - np.exp(-b[1] * x)),
        "starts": [[1, 1], [100, 0.75]],
        "certified": [213.80940889, 0.54723748542],
    },
    "Rat42": {
        "x": [9, 14, 21, 28, 42, 57, 63, 70, 79],
        "y": [8.93, 10.80, 18.59, 22.33, 39.35, 56.11, 61.73, 64.62, 67.08],
        "model": lambda b, x: b[0] / (1 + np.exp(b[1] - b[2] * x)),
        "starts": [[100, 1, 0.1], [75, 2.5, 0.07]],
        "certified": [72.462237576, 2.6180768402, 0.067359200066],
    },
    "DanWood": {
        "x": [1.309, 1.471, 1.490, 1.565, 1.611, 1.680],
        "y": [2.138, 3.421, 3.597, 4.340, 4.882, 5.660],
        "model": lambda b, x: b[0] * x ** b[1],
        "starts": [[1, 5], [0.7, 4]],
        "certified": [0.76886226176, 3.8604055871],
    },
    "MGH09": {
        "x": [4, 2, 1, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625],
        "y": [0.1957, 0.1947, 0.1735, 0.16, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246],
        "model": lambda b, x: b[0] * (x**2 + b[1] * x) / (x**2 + x * b[2] + b[3]),
        "starts": [[25, 39, 41.5, 39], [0.25, 0.39, 0.415, 0.39]],
        "certified": [0.19280693458, 0.19128232873, 0.12305650693, 0.13606233068],
    },
}

result = {}
for name, problem in problems.items():
    x, y = np.array(problem["x"], float), np.array(problem["y"], float)
    fit = least_squares(
        lambda b: problem["model"](b, x) - y, problem["starts"][1], x_scale="jac", ftol=1e-15, xtol=1e-15, gtol=1e-15,
        method="lm", max_nfev=10000,
    )
    assert np.allclose(fit.x, problem["certified"], rtol=1e-6), (name, fit.x)
    loss = np.sum(fit.fun**2) / np.sum((y - y.mean()) ** 2)
    result[name] = {
        "x": problem["x"], "y": problem["y"], "starts": problem["starts"], "constants": problem["certified"],
        "loss": loss,
    }

rng = np.random.default_rng(3)
x = np.round(np.linspace(0.1, 6, 40), 3)
errors = 10 ** rng.uniform(-4, 0, size=40)
y = np.round(3.1 * np.sin(1.3 * x + 0.4) * np.exp(-0.2 * x) + errors * rng.normal(size=40), 6)
weights = 1 / errors**2
damped = lambda b: b[0] * np.sin(b[1] * x + b[2]) * np.exp(-b[3] * x)
start = [1, 1.1, 0, 0.1]
fit = least_squares(lambda b: (damped(b) - y) / errors, start, x_scale="jac", ftol=1e-15, xtol=1e-15, gtol=1e-15)
mean = np.average(y, weights=weights)
result["damped, weighted"] = {
    "x": x.tolist(), "y": y.tolist(), "weights": weights.tolist(), "starts": [start], "constants": fit.x.tolist(),
    "loss": np.sum(fit.fun**2) / np.sum(weights * (y - mean) ** 2),
}

Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")) + "\n")
