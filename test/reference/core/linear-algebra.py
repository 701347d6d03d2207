"""Decompositions and solutions by NumPy and SciPy (LAPACK), for well-behaved, ill-conditioned and deficient matrices."""

import json
from pathlib import Path

import numpy as np
import scipy.linalg

rng = np.random.default_rng(20)


def listed(array):
    return np.asarray(array, dtype=float).tolist()


def inverse_of(a):
    """Left out where it is large, to keep the file small."""
    return {"inverse": listed(np.linalg.inv(a))} if len(a) <= 20 else {}


def rectangular(a):
    m, n = a.shape
    b = rng.normal(size=m)
    x, _, rank, values = np.linalg.lstsq(a, b, rcond=None)
    r = np.linalg.qr(a, mode="r")
    return {
        "A": listed(a),
        "b": listed(b),
        "leastSquares": listed(x),
        "rank": int(rank),
        "singularValues": listed(values),
        "r": listed(r),
    }


def square(a):
    b = rng.normal(size=(len(a), 2))
    return {
        "A": listed(a),
        "b": listed(b),
        "solution": listed(scipy.linalg.solve(a, b)),
        **inverse_of(a),
        "determinant": float(np.linalg.det(a)),
        "condition": float(np.linalg.cond(a)),
    }


def symmetric(a):
    return {"A": listed(a), "eigenvalues": listed(np.linalg.eigvalsh(a))}


def definite(a):
    b = rng.normal(size=len(a))
    return {
        **symmetric(a),
        "b": listed(b),
        "cholesky": listed(np.linalg.cholesky(a)),
        "logDeterminant": float(np.linalg.slogdet(a)[1]),
        "solution": listed(scipy.linalg.solve(a, b, assume_a="pos")),
        **inverse_of(a),
    }


def spd(n):
    a = rng.normal(size=(n, n))
    return a @ a.T + n * np.eye(n)


def symmetrised(n):
    a = rng.normal(size=(n, n))
    return a + a.T


graded = np.diag(10.0 ** np.arange(0, -12, -2)) + np.diag(10.0 ** (np.arange(0, -10, -2) - 1), 1)
cases = {
    "rectangular": {
        "square": rectangular(rng.normal(size=(6, 6))),
        "tall": rectangular(rng.normal(size=(12, 4))),
        "wide": rectangular(rng.normal(size=(4, 9))),
        "deficient": rectangular(rng.normal(size=(8, 3)) @ rng.normal(size=(3, 6))),
        "repeated columns": rectangular(np.column_stack([np.ones(5), np.ones(5), np.arange(5.0)])),
        "graded": rectangular(graded),
        "Vandermonde": rectangular(np.vander(np.linspace(0, 1, 10), 6)),
        "vector": rectangular(rng.normal(size=(7, 1))),
    },
    "square": {
        "random": square(rng.normal(size=(9, 9))),
        "with zero pivots": square(np.array([[0.0, 1, 2], [1, 0, 3], [4, -3, 8]])),
        "Hilbert": square(scipy.linalg.hilbert(6)),
        "random 50": square(rng.normal(size=(50, 50))),
    },
    "symmetric": {
        "random": symmetric(symmetrised(8)),
        "path graph": symmetric(np.diag(np.ones(9), 1) + np.diag(np.ones(9), -1)),
        "deficient": symmetric(np.outer(np.arange(5.0), np.arange(5.0))),
        "identity": symmetric(np.eye(4)),
        "Wilkinson 21": symmetric(
            np.diag(np.abs(np.arange(-10.0, 11))) + np.diag(np.ones(20), 1) + np.diag(np.ones(20), -1)
        ),
    },
    "definite": {
        "random": definite(spd(7)),
        "random 50": definite(spd(50)),
        "covariance": definite(
            np.exp(-0.5 * (np.subtract.outer(np.linspace(0, 1, 20), np.linspace(0, 1, 20)) / 0.1) ** 2) + 1e-4 * np.eye(20)
        ),
    },
}
a, b = rng.normal(size=(37, 23)), rng.normal(size=(23, 41))
cases["product"] = {"A": listed(a), "B": listed(b), "AB": listed(a @ b)}
Path(__file__).with_suffix(".json").write_text(json.dumps(cases))
