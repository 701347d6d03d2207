"""Failure probabilities by quadrature (four branches) and by many samples (oscillator)."""
import json
import pathlib

import numpy as np

x = np.linspace(-8, 8, 6401)
a, b = np.meshgrid(x, x, indexing="ij", sparse=True)
g = np.minimum(np.minimum(3 + 0.1 * (a - b) ** 2 - (a + b) / np.sqrt(2), 3 + 0.1 * (a - b) ** 2 + (a + b) / np.sqrt(2)),
               np.minimum(a - b + 7 / np.sqrt(2), b - a + 7 / np.sqrt(2)))
density = np.exp(-0.5 * (a**2 + b**2)) / (2 * np.pi)
four = float((density * (g <= 0)).sum() * (x[1] - x[0]) ** 2)

rng = np.random.default_rng(0)
failures, count = 0, 0
for _ in range(20):
    m, c1, c2, r, F, t = (mu + s * rng.standard_normal(1_000_000) for mu, s in
                          [(1, 0.05), (1, 0.1), (0.1, 0.01), (0.5, 0.05), (1, 0.2), (1, 0.2)])
    w = np.sqrt((c1 + c2) / m)
    failures += int((3 * r - np.abs(2 * F / (m * w**2) * np.sin(w * t / 2)) <= 0).sum())
    count += 1_000_000
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps({"fourBranches": four, "oscillator": failures / count}))
