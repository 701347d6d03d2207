"""Scalings of columns by scikit-learn, forwards and back, on columns with ties, gaps, wide ranges and no spread."""

import json
from pathlib import Path

import numpy as np
from sklearn.preprocessing import MinMaxScaler, PowerTransformer, QuantileTransformer, RobustScaler, StandardScaler

rng = np.random.default_rng(3)
n = 40
X = np.column_stack(
    [
        rng.normal(5e3, 20, n),
        np.exp(rng.normal(0, 3, n)),
        np.round(rng.normal(0, 1, n)),
        np.full(n, 0.1),
        rng.normal(0, 1e-6, n),
    ]
)
X[3, 0] = X[7, 1] = np.nan
new = X[rng.integers(0, n, 12)] * 1.01 + 0.001


def listed(array):
    return [[None if np.isnan(x) else float(x) for x in row] for row in array]


def case(transformer):
    transformer.fit(X)
    inside = transformer.transform(new)
    return {"transformed": listed(inside), "inverse": listed(transformer.inverse_transform(inside))}


cases = {
    "X": listed(X),
    "new": listed(new),
    "standardScaling": case(StandardScaler()),
    "robustScaling": case(RobustScaler()),
    "minMaxScaling": case(MinMaxScaler()),
    "uniform": case(QuantileTransformer(n_quantiles=25, subsample=None)),
    "normal": case(QuantileTransformer(n_quantiles=25, subsample=None, output_distribution="normal")),
}
positive = X[:, [1, 2]] + [0, 4]
power = {}
for family, method in [("boxCox", "box-cox"), ("yeoJohnson", "yeo-johnson")]:
    fitted = PowerTransformer(method).fit(positive)
    power[family] = {"powers": fitted.lambdas_.tolist(), "transformed": listed(fitted.transform(positive))}
Path(__file__).with_suffix(".json").write_text(json.dumps({**cases, "positive": listed(positive), "power": power}))
