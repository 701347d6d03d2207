"""Split R-hat (Bayesian Data Analysis, 3rd edition, eq. 11.4) in NumPy: writes diagnostics.json beside this file."""

import json
import pathlib

import numpy as np

rng = np.random.default_rng(1)
draws = rng.standard_normal((3, 40)).cumsum(axis=1) * 0.2 + rng.standard_normal((3, 40))
parts = draws.reshape(6, 20)
between = 20 * parts.mean(axis=1).var(ddof=1)
within = parts.var(axis=1, ddof=1).mean()
rhat = np.sqrt((19 / 20 * within + between / 20) / within)
data = dict(draws=draws.tolist(), scaleReduction=rhat)
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(data, separators=(",", ":")) + "\n")
