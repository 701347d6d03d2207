"""SALib's estimates from given evaluations, and exact Shapley effects of a linear model with dependent inputs."""
import itertools
import json
import math
import pathlib

import numpy as np
from SALib.analyze import sobol as analyze
from SALib.sample import sobol as sample

problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[-math.pi, math.pi]] * 3}
X = sample.sample(problem, 128, calc_second_order=False, seed=1)
Y = np.sin(X[:, 0]) + 7 * np.sin(X[:, 1]) ** 2 + 0.1 * X[:, 2] ** 4 * np.sin(X[:, 0])
found = analyze.analyze(problem, Y, calc_second_order=False, seed=1)
rows = Y.reshape(128, 5)  # A, A with one column from B each, B

slopes = np.array([1.0, -2.0, 0.7])
covariance = np.array([[1.0, 0.6, 0.0], [0.6, 4.0, -0.5], [0.0, -0.5, 2.25]])


def cost(free):
    """Mean variance of the result while the inputs in `free` vary and the others are held."""
    free, held = list(free), [j for j in range(3) if j not in free]
    if not free:
        return 0.0
    C = covariance[np.ix_(free, free)]
    if held:
        cross = covariance[np.ix_(free, held)]
        C = C - cross @ np.linalg.solve(covariance[np.ix_(held, held)], cross.T)
    return slopes[free] @ C @ slopes[free]


effects = []
for j in range(3):
    others = [k for k in range(3) if k != j]
    total = 0.0
    for r in range(3):
        for subset in itertools.combinations(others, r):
            total += (cost(subset + (j,)) - cost(subset)) / (3 * math.comb(2, r))
    effects.append(total / cost((0, 1, 2)))
result = {
    "a": rows[:, 0].tolist(), "b": rows[:, 4].tolist(), "mixed": rows[:, 1:4].T.tolist(),
    "first": found["S1"].tolist(), "total": found["ST"].tolist(),
    "slopes": slopes.tolist(), "deviations": np.sqrt(np.diag(covariance)).tolist(),
    "correlation": (covariance / np.sqrt(np.outer(np.diag(covariance), np.diag(covariance)))).tolist(), "shapley": effects,
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(result))
