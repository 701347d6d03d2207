"""Filters by SciPy, total variation by slow and simple solvers, and a Morlet transform by its definition."""

import json
from pathlib import Path

import numpy as np
from scipy import ndimage, signal
from scipy.optimize import lsq_linear

rng = np.random.default_rng(5)
x = np.cumsum(rng.normal(size=40)) + 3
field = rng.normal(size=(9, 11)) + np.linspace(0, 4, 11)
extensions = {"symmetric": "reflect", "reflect": "mirror", "periodic": "wrap", "nearest": "nearest", "zero": "constant"}
savgol_modes = {"reflect": "mirror", "periodic": "wrap", "nearest": "nearest", "zero": "constant", "polynomial": "interp"}

savgol = []
for window, degree, derivative in [(5, 2, 0), (7, 3, 1), (9, 4, 2), (11, 5, 3), (7, 0, 0), (21, 8, 1)]:
    for ours, mode in savgol_modes.items():
        values = signal.savgol_filter(x, window, degree, deriv=derivative, delta=0.5, mode=mode)
        savgol.append({"window": window, "degree": degree, "derivative": derivative, "extension": ours, "values": values.tolist()})


def smoothed(of, mode):
    return {
        "medianFilter": ndimage.median_filter(of, 5, mode=mode).tolist(),
        "movingAverage": ndimage.uniform_filter(of, 5, mode=mode).tolist(),
        "gaussianFilter": ndimage.gaussian_filter(of, 1.3, mode=mode).tolist(),
    }


def differences(u):
    across, down = np.zeros_like(u), np.zeros_like(u)
    across[:, :-1] = np.diff(u, axis=1)
    down[:-1] = np.diff(u, axis=0)
    return across, down


def adjoint(across, down):
    result = np.zeros_like(across)
    result[:, :-1] -= across[:, :-1]
    result[:, 1:] += across[:, :-1]
    result[:-1] -= down[:-1]
    result[1:] += down[:-1]
    return result


def total_variation_of_series(f, weight):
    """The dual problem is a least-squares problem with bounds, solved exactly by active sets."""
    steps = np.diff(np.eye(len(f)), axis=0)
    bounded = lsq_linear(steps.T, f, bounds=(-weight, weight), method="bvls", tol=1e-15)
    return f - steps.T @ bounded.x


def total_variation_of_field(f, weight, steps=40000):
    """Chambolle & Pock, Journal of Mathematical Imaging and Vision 40 (2011), algorithm 1."""
    u, ahead, tau, sigma = f.copy(), f.copy(), 0.35, 0.35
    p = [np.zeros_like(f), np.zeros_like(f)]
    for _ in range(steps):
        p = [a + sigma * s for a, s in zip(p, differences(ahead))]
        length = np.maximum(1, np.hypot(*p) / weight)
        p = [a / length for a in p]
        new = (u - tau * adjoint(*p) + tau * f) / (1 + tau)
        ahead, u = 2 * new - u, new
    return u


def morlet_power(series, period):
    scale = period / (4 * np.pi / (6 + np.sqrt(38)))
    centred = series - series.mean()
    n = np.arange(len(series))
    eta = (n[None, :] - n[:, None]) / scale
    kernel = np.pi**-0.25 * np.exp(-1j * 6 * eta - eta**2 / 2) / np.sqrt(scale)
    return np.abs(kernel @ centred) ** 2


result = {
    "x": x.tolist(),
    "field": field.tolist(),
    "savitzkyGolay": savgol,
    "smoothing": {ours: {"series": smoothed(x, mode), "field": smoothed(field, mode)} for ours, mode in extensions.items()},
    "wiener": {
        "series": signal.wiener(x, 5).tolist(),
        "field": signal.wiener(field, 3).tolist(),
        "noise": signal.wiener(field, 5, noise=0.4).tolist(),
    },
    "totalVariation": {str(w): total_variation_of_series(x, w).tolist() for w in [0.3, 2.0]},
    "totalVariationField": {str(w): total_variation_of_field(field, w).tolist() for w in [0.3, 1.5]},
    "morlet": {str(p): morlet_power(x, p).tolist() for p in [2, 8, 20]},
}
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")))
