"""General eigenvalues, matrix exponentials and pseudo-inverses by NumPy and SciPy."""

import json
from pathlib import Path

import numpy as np
import scipy.linalg

rng = np.random.default_rng(32)


def eigen(a):
    values = np.linalg.eigvals(a)
    values = values[np.lexsort((np.round(values.imag, 9), np.round(values.real, 9)))]
    return {"A": a.tolist(), "real": values.real.tolist(), "imaginary": values.imag.tolist()}


def exponential(a):
    return {"A": a.tolist(), "exponential": scipy.linalg.expm(a).tolist()}


def pseudo_inverse(a):
    return {"A": a.tolist(), "inverse": np.linalg.pinv(a).tolist(), "rank": int(np.linalg.matrix_rank(a))}


markov = rng.uniform(size=(6, 6))
scaled = np.diag(10.0 ** np.arange(-4, 4)) @ rng.normal(size=(8, 8)) @ np.diag(10.0 ** -np.arange(-4.0, 4))
result = {
    "eigen": {
        "random": eigen(rng.normal(size=(9, 9))),
        "random 40": eigen(rng.normal(size=(40, 40))),
        "transition": eigen(markov / markov.sum(axis=1, keepdims=True)),
        "badly scaled": eigen(scaled),
        "companion": eigen(scipy.linalg.companion(np.poly(np.arange(1.0, 7)))),
        "triangle": eigen(np.triu(rng.normal(size=(5, 5)))),
        "rotations": eigen(scipy.linalg.block_diag([[0, -1], [1, 0]], [[0, -2], [2, 0]], [[3.0]])),
        "symmetric": eigen(np.add.outer(np.arange(5.0), np.arange(5.0))),
    },
    "exponential": {
        "small": exponential(1e-3 * rng.normal(size=(4, 4))),
        "medium": exponential(rng.normal(size=(6, 6))),
        "stiff": exponential(np.array([[-1000.0, 1], [0, -1e-2]])),
        "large": exponential(8 * rng.normal(size=(5, 5))),
        "nilpotent": exponential(np.diag(np.ones(4), 1)),
        "one": exponential(np.array([[1.5]])),
    },
    "pseudoInverse": {
        "tall": pseudo_inverse(rng.normal(size=(7, 4))),
        "wide": pseudo_inverse(rng.normal(size=(3, 6))),
        "deficient": pseudo_inverse(rng.normal(size=(6, 2)) @ rng.normal(size=(2, 5))),
        "zero": pseudo_inverse(np.zeros((2, 3))),
    },
    "condition": {"A": (a := rng.normal(size=(6, 6))).tolist(), "number": float(np.linalg.cond(a))},
}
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")))
