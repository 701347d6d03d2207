"""Minima by SciPy's L-BFGS-B, at its tightest tolerances."""

import json
from pathlib import Path

import numpy as np
from scipy.optimize import minimize, rosen, rosen_der

tight = {"ftol": 1e-16, "gtol": 1e-11, "maxiter": 10000, "maxfun": 100000}


def beale(x):
    a, b = x
    terms = np.array([1.5 - a + a * b, 2.25 - a + a * b**2, 2.625 - a + a * b**3])
    slopes = np.array([[b - 1, a], [b**2 - 1, 2 * a * b], [b**3 - 1, 3 * a * b**2]])
    return terms @ terms, 2 * terms @ slopes


def solved(objective, start, bounds=None):
    found = minimize(objective, start, jac=True, method="L-BFGS-B", bounds=bounds, options=tight)
    return {"start": list(start), "bounds": bounds, "x": found.x.tolist(), "value": float(found.fun)}


def both(x):
    return rosen(x), rosen_der(x)


result = {
    "rosenbrock 2": solved(both, [-1.2, 1.0]),
    "rosenbrock 10": solved(both, [-1.2] * 10),
    "rosenbrock 6 in a box": solved(both, [-1.2] * 6, [[-2.0, 0.5]] * 6),
    "rosenbrock 4, some held": solved(both, [0.0] * 4, [[-1.0, 2.0], [0.2, 0.3], [-5.0, 5.0], [0.6, 0.9]]),
    "rosenbrock 600 in a box": solved(both, [-1.2, 0.5] * 300, [[-2.0, 0.5]] * 600),
    "beale": solved(beale, [1.0, 1.0]),
    "beale in a box": solved(beale, [1.0, 1.0], [[-4.5, 2.5], [-4.5, 4.5]]),
}
Path(__file__).with_suffix(".json").write_text(json.dumps(result, indent=1))
