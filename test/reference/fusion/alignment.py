"""Series on other clocks by pandas, binning and sampling by SciPy, distances and lags by their formulas with 50 digits."""

import json
from pathlib import Path

import mpmath as mp
import numpy as np
import pandas as pd
from scipy.interpolate import RegularGridInterpolator
from scipy.stats import binned_statistic_2d

mp.mp.dps = 50
rng = np.random.default_rng(17)


def listed(array):
    return [listed(row) if np.ndim(row) else None if np.isnan(row) else float(row) for row in array]


times = np.sort(rng.random(30)) * 10
values = np.sin(times)
wanted = np.sort(rng.random(40) * 12 - 1)
frame = pd.DataFrame({"time": times, "value": values})


def as_of(direction):
    joined = pd.merge_asof(pd.DataFrame({"time": wanted}), frame, on="time", direction=direction, tolerance=0.3)
    return listed(joined["value"])


def haversine(a, b):
    (lon1, lat1), (lon2, lat2) = [[mp.mpf(float(x)) * mp.pi / 180 for x in p] for p in (a, b)]
    h = mp.sin((lat2 - lat1) / 2) ** 2 + mp.cos(lat1) * mp.cos(lat2) * mp.sin((lon2 - lon1) / 2) ** 2
    return float(2 * mp.mpf("6371008.7714") * mp.asin(mp.sqrt(h)))


def meridian(lat1, lat2):
    """The length of a meridian of WGS 84, an integral."""
    f = 1 / mp.mpf("298.257223563")
    e2 = f * (2 - f)
    curvature = lambda phi: 6378137 * (1 - e2) / (1 - e2 * mp.sin(phi) ** 2) ** mp.mpf("1.5")
    return float(mp.quad(curvature, [lat1 * mp.pi / 180, lat2 * mp.pi / 180]))


pairs = [[[13.4, 52.5], [-0.1, 51.5]], [[0, 0], [1e-7, 1e-7]], [[170, -40], [-170, 60]], [[10, 20], [-169.9, -20.1]]]
points = rng.random((60, 2)) * [4, 3]
measured = rng.normal(size=60)
x_edges, y_edges = np.array([0, 0.7, 2, 4.0]), np.array([0.2, 1, 3.0])
binned = lambda statistic: listed(binned_statistic_2d(points[:, 1], points[:, 0], measured, statistic, [y_edges, x_edges])[0])
x, y = np.array([0, 1, 2.5, 4.0]), np.array([-1, 0, 2.0])
field = rng.normal(size=(3, 4))
sampled = lambda method: listed(RegularGridInterpolator((y, x), field, method, False)(points[:, ::-1]))
result = {
    "times": listed(times), "values": listed(values), "wanted": listed(wanted),
    "previous": as_of("backward"), "nearest": as_of("nearest"),
    "linear": listed(np.interp(wanted, times, values, np.nan, np.nan)),
    "pairs": [{"from": a, "to": b, "distance": haversine(a, b)} for a, b in pairs],
    "meridians": [{"latitudes": lats, "distance": meridian(*lats)} for lats in [[0, 45], [-30, 60], [10, 10.001]]],
    "points": listed(points), "measured": listed(measured),
    "xEdges": listed(x_edges), "yEdges": listed(y_edges),
    "mean": binned("mean"), "count": binned("count"),
    "deviation": binned(lambda v: np.std(v, ddof=1) if len(v) > 1 else np.nan),
    "x": listed(x), "y": listed(y), "field": listed(field),
    "bilinear": sampled("linear"), "nearestCrossing": sampled("nearest"),
}
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")))
