"""Filters of Daubechies wavelets and symlets by spectral factorisation with 50 digits, and those of PyWavelets.

Daubechies, Ten Lectures on Wavelets, section 6.1: with y = (2 - z - 1/z) / 4, one of each pair of roots z, 1/z of
P(y) = sum of C(N-1+k, k) y^k goes into the filter; the symlet takes those that make it most symmetric.
PyWavelets keeps its Daubechies filters and coiflets to the last digit, its symlets to 2e-12.
"""

import json
from pathlib import Path

import mpmath as mp
import pywt

mp.mp.dps = 50
symlet_choice = {4: (0, 1), 5: (0, 1), 6: (0, 1, 0), 7: (0, 1, 1), 8: (0, 1, 0, 1)}
symlet_reversed = {5, 6, 7}


def root_groups(order):
    coefficients = [mp.binomial(order - 1 + k, k) for k in range(order)]
    roots = mp.polyroots(coefficients[::-1], maxsteps=500, extraprec=500)
    groups = []
    for y in roots:
        if mp.im(y) < -mp.mpf(10) ** -30:
            continue
        half = 1 - 2 * y
        z = half + mp.sqrt(half * half - 1)
        z = 1 / z if abs(z) > 1 else z
        inside = [mp.re(z)] if abs(mp.im(y)) < mp.mpf(10) ** -30 else [z, mp.conj(z)]
        groups.append((inside, [1 / root for root in inside]))
    return groups


def product(p, q):
    result = [mp.mpc(0)] * (len(p) + len(q) - 1)
    for i, a in enumerate(p):
        for j, b in enumerate(q):
            result[i + j] += a * b
    return result


def scaling_filter(order, choice):
    polynomial = [mp.mpf(1)]
    for _ in range(order):
        polynomial = product(polynomial, [1, 1])
    for chosen, group in zip(choice, root_groups(order)):
        for root in group[chosen]:
            polynomial = product(polynomial, [1, -root])
    total = mp.re(sum(polynomial))
    return [float(mp.re(value) * mp.sqrt(2) / total) for value in polynomial]


def exact():
    filters = {"haar": [float(mp.sqrt(mp.mpf(1) / 2))] * 2}
    for order in range(2, 11):
        filters[f"db{order}"] = scaling_filter(order, [0] * order)
    for order, choice in symlet_choice.items():
        values = scaling_filter(order, choice)
        filters[f"sym{order}"] = values[::-1] if order in symlet_reversed else values
    return filters


if __name__ == "__main__":
    filters = exact()
    coiflets = [f"coif{order}" for order in range(1, 6)]
    theirs = {name: pywt.Wavelet(name).rec_lo for name in [*filters, *coiflets]}
    Path(__file__).with_suffix(".json").write_text(json.dumps({"exact": filters, "pywavelets": theirs}))
