"""Autoregressive co-kriging of three levels by plain numpy: log likelihood, prediction, leave-one-out."""
import json
import pathlib

import numpy as np

rng = np.random.default_rng(4)
X = [rng.uniform(-1, 1, (n, 2)) for n in (7, 5, 4)]
y = [rng.standard_normal(len(x)) for x in X]
Z = rng.uniform(-1, 1, (3, 2))
# per level: output scale, length scales, noise; and the factors between levels
scales, lengths, noises, factors = [1.1, 0.4, 0.3], [[0.7, 1.1], [0.9, 0.5], [0.6, 0.8]], [0.05, 0.1, 0.02], [0.8, -1.2]


def delta(level, A, B):
    """Constant and straight line (slope 1 above the lowest level, 0.1 there), and an RBF."""
    slope = 0.1 if level == 0 else 1.0
    d = ((A[:, None] - B[None]) / np.array(lengths[level])) ** 2
    return 1 + slope**2 * A @ B.T + scales[level] ** 2 * np.exp(-0.5 * d.sum(-1))


def share(part, level):
    return np.prod(factors[part:level]) if part <= level else 0.0


def covariance(s, A, t, B):
    return sum(share(k, s) * share(k, t) * delta(k, A, B) for k in range(min(s, t) + 1))


K = np.block([[covariance(s, X[s], t, X[t]) for t in range(3)] for s in range(3)])
K += np.diag(np.concatenate([np.full(len(X[s]), noises[s] ** 2) for s in range(3)]))
target = np.concatenate(y)
inverse = np.linalg.inv(K)
cross = np.hstack([covariance(2, Z, t, X[t]) for t in range(3)])
result = {
    "X": [x.tolist() for x in X], "y": [v.tolist() for v in y], "Z": Z.tolist(),
    # in the order of the hyper-parameters of the joint family
    "values": [1.1, 0.7, 1.1, 0.05, 0.4, 0.9, 0.5, 0.1, 0.8, 0.3, 0.6, 0.8, 0.02, -1.2],
    "logLikelihood": -0.5 * (target @ inverse @ target + np.linalg.slogdet(K)[1] + len(target) * np.log(2 * np.pi)),
    "mean": (cross @ inverse @ target).tolist(),
    "variance": (np.diag(covariance(2, Z, 2, Z)) - np.einsum("ij,jk,ik->i", cross, inverse, cross)).tolist(),
    "leaveOneOutMean": (target - inverse @ target / np.diag(inverse)).tolist(),
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(result))
