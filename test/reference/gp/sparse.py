"""The collapsed bound of Titsias (2009) in dense NumPy, with the predictions: writes sparse.json beside this file."""

import json
import pathlib

import numpy as np
from sklearn.gaussian_process.kernels import RBF, Matern

rng = np.random.default_rng(4)
cases = []
for name, kernel, ours in (
    ("rbf", 1.2**2 * RBF([0.6, 0.9]), {"kind": "rbf", "lengthScale": [0.6, 0.9]}),
    ("matern 3/2", 1.2**2 * Matern([0.6, 0.9], nu=1.5), {"kind": "matern", "smoothness": 1.5, "lengthScale": [0.6, 0.9]}),
):
    X = rng.uniform(-1, 1, (60, 2))
    y = np.sin(3 * X[:, 0]) + X[:, 1] + 0.1 * rng.standard_normal(60)
    Z = X[:12]
    T = rng.uniform(-1, 1, (5, 2))
    noise, shift = 0.13, 0.7  # the shift is the prior variance of the constant mean
    k = lambda A, B: kernel(A, B) + shift
    Kmm = k(Z, Z)
    Kmm += 1e-12 * np.trace(Kmm) / len(Z) * np.eye(len(Z))
    Kmn = k(Z, X)
    Q = Kmn.T @ np.linalg.solve(Kmm, Kmn)
    S = Q + noise**2 * np.eye(60)
    bound = -0.5 * (60 * np.log(2 * np.pi) + np.linalg.slogdet(S)[1] + y @ np.linalg.solve(S, y))
    bound -= 0.5 / noise**2 * (np.trace(k(X, X)) - np.trace(Q))
    Ktm = k(T, Z)
    mean = Ktm @ np.linalg.solve(Kmm, Kmn) @ np.linalg.solve(S, y)
    inner = np.linalg.inv(Kmm + Kmn @ Kmn.T / noise**2)
    cov = k(T, T) - Ktm @ (np.linalg.inv(Kmm) - inner) @ Ktm.T
    cases.append(dict(name=name, kernel={"kind": "product", "terms": [{"kind": "constant", "outputScale": 1.2}, ours]},
                      X=X.tolist(), y=y.tolist(), Z=Z.tolist(), T=T.tolist(), noise=noise, shift=shift, bound=bound,
                      mean=mean.tolist(), covariance=cov.tolist()))
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")
