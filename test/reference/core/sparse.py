"""Products, solutions, eigenvalues and log-determinants of sparse matrices by SciPy (SuperLU, ARPACK, its own CG)."""

import json
from pathlib import Path

import numpy as np
import scipy.sparse as sparse
import scipy.sparse.linalg as linalg

rng = np.random.default_rng(20)


def listed(array):
    return np.asarray(array).tolist()


def entries(a):
    """What `sparseMatrix` takes, with values of few digits to keep the file small."""
    a = sparse.coo_array(a)
    rows, columns = a.coords
    return {"shape": list(a.shape), "rows": listed(rows), "columns": listed(columns), "values": listed(a.data)}


def random(m, n, density):
    a = sparse.random_array((m, n), density=density, rng=rng, format="csr")
    a.data = rng.integers(-999, 1000, size=a.data.size) / 64
    return a


def product(m, n, p):
    a, b = random(m, n, 0.12), random(n, p, 0.1)
    x = rng.integers(-999, 1000, size=n) / 64
    return {
        "A": entries(a),
        "B": entries(b),
        "x": listed(x),
        "Ax": listed(a @ x),
        "AtA": entries(a.T @ a),
        "AB": entries(a @ b),
    }


def diffusion(side, jump):
    """Five points on a square grid; the conductivity jumps in one half, with the mean of both at the edges between."""
    k = np.where(np.add.outer(np.arange(side), np.arange(side)) > side, jump, 1.0)
    index = np.arange(side * side).reshape(side, side)
    a = sparse.lil_array((side * side, side * side))
    for (i, j), here in np.ndenumerate(index):
        for di, dj in [(0, 1), (1, 0), (0, -1), (-1, 0)]:
            to = (i + di, j + dj)
            inside = 0 <= to[0] < side and 0 <= to[1] < side
            strength = (k[i, j] + k[to]) / 2 if inside else k[i, j]
            a[here, here] += strength
            if inside:
                a[here, index[to]] = -strength
    return sparse.csr_array(a)


def spread_of_trace(a):
    """The standard deviation of `zᵀ log(A) z` over vectors of signs, by Hutchinson's formula."""
    values, vectors = np.linalg.eigh(a.toarray())
    logarithm = (vectors * np.log(values)) @ vectors.T
    return float(np.sqrt(2 * (np.sum(logarithm**2) - np.sum(np.diag(logarithm) ** 2))))


def definite(a):
    n = a.shape[0]
    b = rng.integers(-999, 1000, size=n) / 64
    steps = {"plain": 0, "jacobi": 0}
    scale = sparse.diags_array(1 / a.diagonal())
    for name, preconditioner in [("plain", None), ("jacobi", scale)]:
        def count(_, name=name):
            steps[name] += 1

        linalg.cg(a, b, rtol=1e-8, M=preconditioner, callback=count)
    factor = linalg.splu(a.tocsc(), diag_pivot_thresh=0, options={"SymmetricMode": True})
    return {
        "A": entries(a),
        "b": listed(b),
        "solution": listed(linalg.spsolve(a.tocsc(), b)),
        "steps": steps,
        "largest": listed(np.sort(linalg.eigsh(a, k=4, which="LA", return_eigenvectors=False, tol=1e-13))),
        "smallest": listed(np.sort(linalg.eigsh(a, k=4, sigma=0, return_eigenvectors=False, tol=1e-13))),
        "logDeterminant": float(np.log(factor.U.diagonal()).sum()),
        "spread": spread_of_trace(a),
    }


def indefinite(n):
    a = random(n, n, 0.08)
    a = a + a.T
    return {
        "A": entries(a),
        "largest": listed(np.sort(linalg.eigsh(a, k=5, which="LA", return_eigenvectors=False, tol=1e-13))),
        "smallest": listed(np.sort(linalg.eigsh(a, k=5, which="SA", return_eigenvectors=False, tol=1e-13))),
    }


cases = {
    "products": [product(20, 31, 17), product(1, 25, 30), product(40, 6, 6)],
    "definite": {
        "diffusion": definite(diffusion(12, 3.0)),
        "diffusion with a jump": definite(diffusion(14, 512.0)),
        "beam": definite(sparse.diags_array([1.0, -4.0, 6.0, -4.0, 1.0], offsets=[-2, -1, 0, 1, 2], shape=(40, 40))),
    },
    "indefinite": indefinite(90),
}
Path(__file__).with_suffix(".json").write_text(json.dumps(cases, separators=(",", ":")))
