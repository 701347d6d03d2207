"""Curves through samples and functions on grids by SciPy."""

import json
from pathlib import Path

import numpy as np
from scipy import interpolate

rng = np.random.default_rng(33)


def curve(make, x, y, inside, outside):
    f = make(x, y)
    result = {"x": x, "y": y, "points": inside, "values": f(inside)}
    if hasattr(f, "derivative"):
        g = f.derivative()
        result |= {"slopes": g(inside), "integral": float(f.integrate(x[0] + 0.3, x[-1] - 0.2))}
        result |= {"outside": outside, "extended": f(outside, extrapolate=True)}
    return {key: value if isinstance(value, float) else value.tolist() for key, value in result.items()}


def cases(make, least=2):
    result = []
    for n in (2, 3, 4, 9):
        if n < least:
            continue
        x = np.cumsum(rng.uniform(0.4, 2, size=n))
        for y in (rng.normal(size=n), np.round(np.cumsum(rng.uniform(-0.2, 1, size=n).clip(0)), 1)):
            points = rng.uniform(x[0], x[-1], size=6)
            result.append(curve(make, x, y, np.concatenate([x, points]), np.array([x[0] - 0.5, x[-1] + 0.7])))
    return result


def nearest(x, y):
    return interpolate.interp1d(x, y, kind="nearest-up")


def linear(x, y):
    return interpolate.PPoly(np.vstack([np.diff(y) / np.diff(x), y[:-1]]), x)


def product_spline(axes, values, point):
    """One axis after the other; RegularGridInterpolator solves for three axes only to about 1e-5."""
    for positions, at in zip(axes, point):
        values = interpolate.CubicSpline(positions, values, axis=0)(at)
    return float(values)


def grid(shape, methods):
    axes = [np.cumsum(rng.uniform(0.3, 1.5, size=n)) for n in shape]
    values = rng.normal(size=shape)
    points = np.column_stack([rng.uniform(a[0], a[-1], size=12) for a in axes])
    points[0] = [a[-1] for a in axes]
    points[1] = [a[1] for a in axes]
    found = {
        method: interpolate.RegularGridInterpolator(axes, values, method=method)(points).tolist() for method in methods
    }
    found["cubic"] = [product_spline(axes, values, point) for point in points]
    if len(shape) == 2:
        assert np.allclose(found["cubic"], interpolate.RectBivariateSpline(*axes, values, s=0).ev(*points.T), atol=1e-13)
    return {"axes": [a.tolist() for a in axes], "values": values.tolist(), "points": points.tolist(), "found": found}


result = {
    "linear": cases(linear),
    "nearest": cases(nearest),
    "notAKnot": cases(interpolate.CubicSpline),
    "natural": cases(lambda x, y: interpolate.CubicSpline(x, y, bc_type="natural")),
    "clamped": cases(lambda x, y: interpolate.CubicSpline(x, y, bc_type=((1, 0.5), (1, -2.0)))),
    "monotone": cases(interpolate.PchipInterpolator),
    "akima": cases(interpolate.Akima1DInterpolator, 3),
    "grids": [grid((5, 6), ["linear", "nearest"]), grid((4, 5, 6), ["linear", "nearest"])],
}
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")))
