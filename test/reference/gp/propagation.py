"""Polynomial chaos by chaospy: quadrature and least squares, four families."""
import json
import pathlib

import chaospy
import numpy as np

joint = chaospy.J(chaospy.Uniform(1, 3), chaospy.Normal(0.5, 0.4), chaospy.Gamma(2.5, 0.3), chaospy.Beta(2, 3.5, lower=-1, upper=2))


def f(a, b, c, d):
    return np.sin(a) * np.exp(b) + c**2 * d + 0.3 * a * d


degree = 4
basis = chaospy.generate_expansion(degree, joint)
nodes, weights = chaospy.generate_quadrature(degree, joint, rule="gaussian")
by_rule = chaospy.fit_quadrature(basis, nodes, weights, f(*nodes))
rng = np.random.default_rng(3)
points = joint.inv(rng.uniform(size=(4, 200))).round(12)
by_rows = chaospy.fit_regression(basis, points, f(*points))
at = joint.inv(rng.uniform(size=(4, 5))).round(12)


def summary(model):
    return {"mean": float(chaospy.E(model, joint)), "std": float(chaospy.Std(model, joint)), "at": model(*at).tolist(),
            "first": chaospy.Sens_m(model, joint).tolist(), "total": chaospy.Sens_t(model, joint).tolist()}


result = {"X": points.T.tolist(), "y": f(*points).tolist(), "Z": at.T.tolist(),
          "quadrature": summary(by_rule), "leastSquares": summary(by_rows)}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(result))
