"""Gauss rules, integrals of samples, and roots by SciPy and NumPy."""

import json
from pathlib import Path

import numpy as np
from scipy import integrate, optimize, special

rng = np.random.default_rng(34)


def rule(find, n):
    nodes, weights = find(n)
    return {"n": n, "nodes": nodes.tolist(), "weights": weights.tolist()}


def samples(n):
    y = rng.normal(size=(3, n))
    x = np.cumsum(rng.uniform(0.2, 1, size=n))
    return {
        "y": y.tolist(),
        "x": x.tolist(),
        "trapezoid": [integrate.trapezoid(y, dx=0.3).tolist(), integrate.trapezoid(y, x).tolist()],
        "simpson": [integrate.simpson(y, dx=0.3).tolist(), integrate.simpson(y, x=x).tolist()],
        "cumulative": integrate.cumulative_trapezoid(y, x, initial=0).tolist(),
    }


def roots(c):
    found = np.sort_complex(np.round(np.roots(c[::-1]), 13))
    return {"coefficients": list(c), "real": found.real.tolist(), "imaginary": found.imag.tolist()}


def circuit(x):
    """Two diodes and three resistors: currents that balance at two nodes."""
    return [
        (5 - x[0]) / 1e3 - (x[0] - x[1]) / 2e3 - 1e-9 * np.expm1(x[0] / 0.05),
        (x[0] - x[1]) / 2e3 - 1e-9 * np.expm1(x[1] / 0.05) - x[1] / 1e4,
    ]


result = {
    "gaussLegendre": [rule(special.roots_legendre, n) for n in (1, 2, 5, 16, 41)],
    "gaussHermite": [rule(special.roots_hermite, n) for n in (1, 2, 5, 16, 41)],
    "gaussLaguerre": [rule(special.roots_laguerre, n) for n in (1, 2, 5, 16, 41)],
    "samples": [samples(n) for n in (2, 3, 4, 7, 10)],
    "polynomials": [
        roots([6.0, -5.0, 1.0]),
        roots([5.0, 2.0, 1.0, 0.0]),
        roots(rng.normal(size=9).tolist()),
        roots([0.0, 0.0, -1.0, 3.0]),
        roots(np.poly(np.arange(1.0, 8))[::-1].tolist()),
    ],
    "circuit": optimize.root(circuit, [0.5, 0.5], tol=1e-14).x.tolist(),
    "kepler": [optimize.brentq(lambda e, m=m: e - 0.9 * np.sin(e) - m, 0, 2 * np.pi, xtol=1e-14) for m in (0.1, 1.0, 3.0)],
}
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")))
