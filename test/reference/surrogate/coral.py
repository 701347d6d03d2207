"""Correlation alignment by NumPy and SciPy: writes coral.json beside this file.

paper: algorithm 1 of Sun, Feng & Saenko (2016) as printed, on features that each domain standardised by itself.
shifted: the same between domains of other means and units, with a small regularisation relative to the variances.
"""

import json
import pathlib

import numpy as np
from scipy.linalg import inv, sqrtm

rng = np.random.default_rng(3)


def correlated(rows, scales, means):
    mixing = rng.standard_normal((3, 3)) + np.eye(3)
    return rng.standard_normal((rows, 3)) @ mixing * scales + means


def standardised(rows):
    return (rows - rows.mean(0)) / rows.std(0, ddof=1)


def whiten_and_recolor(source, source_covariance, target_covariance):
    return source @ inv(sqrtm(source_covariance)).real @ sqrtm(target_covariance).real


source = correlated(40, np.array([1.0, 2.0, 0.5]), np.zeros(3))
target = correlated(30, np.array([0.3, 1.0, 4.0]), np.zeros(3))
s, t = standardised(source), standardised(target)
paper = whiten_and_recolor(s, np.cov(s.T) + np.eye(3), np.cov(t.T) + np.eye(3))

far_source = source * np.array([1.0, 10.0, 3.0]) + np.array([100.0, -5.0, 2.0])
far_target = target * np.array([2.0, 5.0, 1.0]) + np.array([7.0, 1.0, -20.0])


def ridged(rows, share):
    covariance = np.cov(rows.T)
    return covariance + share * np.diag(np.diag(covariance))


moved = whiten_and_recolor(far_source - far_source.mean(0), ridged(far_source, 1e-3), ridged(far_target, 1e-3))

file = pathlib.Path(__file__).with_suffix(".json")
file.write_text(
    json.dumps(
        {
            "paper": {"source": s.tolist(), "target": t.tolist(), "regularization": 1, "aligned": paper.tolist()},
            "shifted": {
                "source": far_source.tolist(),
                "target": far_target.tolist(),
                "regularization": 1e-3,
                "aligned": (moved + far_target.mean(0)).tolist(),
            },
        }
    )
)
