"""NumPy and SciPy for `npm run bench -- numerics`: reads names of cases, answers with milliseconds."""
import sys
import time

import numpy as np
import scipy.linalg as linalg
from scipy.spatial.distance import cdist

rng = np.random.default_rng(1)


def definite(n):
    half = rng.normal(size=(n, n))
    return np.tril(half) + np.tril(half, -1).T + 3 * n * np.eye(n)


def matmul(n):
    a, b = rng.normal(size=(n, n)), rng.normal(size=(n, n))
    return lambda: a @ b


def cholesky(n):
    a = definite(n)
    return lambda: linalg.cholesky(a, lower=True, check_finite=False)


def inverse(n):
    factor = np.asfortranarray(linalg.cholesky(definite(n), lower=True))
    return lambda: linalg.lapack.dpotri(factor, lower=1)


def solve_triangular(n):
    factor, b = linalg.cholesky(definite(n), lower=True), rng.normal(size=(n, n))
    return lambda: linalg.solve_triangular(factor, b, lower=True, check_finite=False)


def squared_distances(n):
    x = rng.normal(size=(n, 8))
    return lambda: cdist(x, x, "sqeuclidean")


def gaussian_covariance(n):
    x = rng.normal(size=(n, 8))
    return lambda: np.exp(-0.5 * cdist(x, x, "sqeuclidean"))


def symmetric_eigen(n):
    a = definite(n)
    return lambda: linalg.eigh(a, driver="evd", check_finite=False)


def svd(n):
    a = rng.normal(size=(n, n))
    return lambda: linalg.svd(a, full_matrices=False, check_finite=False)


def qr(n):
    a = rng.normal(size=(n, n))
    return lambda: linalg.qr(a, mode="economic", check_finite=False)


cases = {
    "matmul": matmul,
    "cholesky": cholesky,
    "inverse": inverse,
    "solveTriangular": solve_triangular,
    "squaredDistances": squared_distances,
    "gaussianCovariance": gaussian_covariance,
    "symmetricEigen": symmetric_eigen,
    "svd": svd,
    "qr": qr,
}
prepared = (None, None)
for line in sys.stdin:
    name = line.strip()
    if prepared[0] != name:
        kind, size = name.split(" ")
        prepared = (name, cases[kind](int(size)))
        prepared[1]()
    start = time.perf_counter()
    prepared[1]()
    print((time.perf_counter() - start) * 1e3, flush=True)
