"""Wavelet transforms and denoising by PyWavelets, in one and two dimensions.

Symlets run on exact filters, as PyWavelets keeps them to 2e-12 only (see wavelet-filters.py). The thresholds follow
Donoho & Johnstone (1994) and Chang, Yu & Vetterli (2000) as scikit-image applies them.
"""

import importlib
import json
from pathlib import Path

import numpy as np
import pywt
from scipy.stats import norm

exact = importlib.import_module("wavelet-filters").exact()
rng = np.random.default_rng(11)
series = np.cumsum(rng.normal(size=64))
odd = rng.normal(size=45)
field = rng.normal(size=(15, 14))
square = np.add.outer(np.arange(12.0), np.sin(np.arange(12.0))) + rng.normal(size=(12, 12))


def filters(name):
    if not name.startswith("sym"):
        return pywt.Wavelet(name)
    h = np.array(exact[name])
    g = h[::-1] * (-1.0) ** np.arange(len(h))
    return pywt.Wavelet(name, filter_bank=[h[::-1], g[::-1], h, g])


def listed(value):
    if isinstance(value, (list, tuple)):
        return [listed(entry) for entry in value]
    return np.asarray(value).tolist()


def levels_of(coefficients):
    approximation, *details = coefficients
    return {
        "approximation": listed(approximation),
        "details": [listed(d if isinstance(d, tuple) else [d]) for d in details],
    }


names = [*exact, *[f"coif{k}" for k in range(1, 6)]]
discrete = {}
for name in names:
    w = filters(name)
    for extension in ["symmetric", "reflect", "periodic", "zero"] if name in ("haar", "db3", "sym5", "coif2") else ["symmetric"]:
        mode = extension
        discrete[f"{name} {extension}"] = levels_of(pywt.wavedec(odd, w, mode))
fields = {f"{name} {mode}": levels_of(pywt.wavedec2(field, filters(name), mode, level=1)) for name, mode in [("db2", "symmetric"), ("sym4", "zero")]}
stationary = {name: levels_of(pywt.swt(series, filters(name), level=2, trim_approx=True)) for name in ("haar", "db4", "sym6", "coif1")}
stationary_field = levels_of(pywt.swt2(square, filters("db2"), level=2, trim_approx=True))


def denoise(x, name, transform, method, rule):
    w = filters(name)
    two = x.ndim == 2
    level = 2
    if transform == "discrete":
        c = (pywt.wavedec2 if two else pywt.wavedec)(x, w, "symmetric", level=level)
    else:
        c = (pywt.swt2 if two else pywt.swt)(x, w, level=level, trim_approx=True)
    sigma = np.median(np.abs(c[-1][-1] if two else c[-1])) / norm.ppf(0.75)

    def limit(d):
        if method == "visuShrink":
            return sigma * np.sqrt(2 * np.log(x.size))
        return sigma**2 / np.sqrt(max(np.mean(d * d) - sigma**2, np.finfo(float).eps))

    changed = [c[0]]
    for d in c[1:]:
        shrink = lambda band: pywt.threshold(band, limit(band), rule)
        changed.append(tuple(map(shrink, d)) if two else shrink(d))
    if transform == "discrete":
        result = (pywt.waverec2 if two else pywt.waverec)(changed, w, "symmetric")
    else:
        result = (pywt.iswt2 if two else pywt.iswt)(changed, w)
    return {"noise": float(sigma), "values": listed(result)}


denoised = {}
for case, x in [("series", series), ("field", square)]:
    for transform in ["discrete", "stationary"]:
        for method in ["bayesShrink", "visuShrink"]:
            for rule in ["soft", "hard"]:
                denoised[f"{case} {transform} {method} {rule}"] = denoise(x, "sym4" if case == "series" else "db2", transform, method, rule)
result = {
    "series": listed(series), "odd": listed(odd), "field": listed(field), "square": listed(square),
    "discrete": discrete, "fields": fields, "stationary": stationary, "stationaryField": stationary_field, "denoised": denoised,
}
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")))
