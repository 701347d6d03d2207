"""The energy of a pendulum from noisy courses, by the generalised eigenvalue problem of scipy: `python conserved.py`."""

import json
import pathlib

import numpy as np
from scipy.integrate import solve_ivp
from scipy.linalg import eigh

random = np.random.default_rng(0)
t = np.linspace(0, 20, 301)
courses = []
for start in ([1.2, 0], [2.2, 0.3]):
    clean = solve_ivp(lambda _, s: [s[1], -np.sin(s[0])], (0, 20), start, t_eval=t, rtol=1e-10, atol=1e-10).y.T
    courses.append((clean + random.normal(0, 0.03, clean.shape)).round(6))


def noise_level(column):
    """By differences of order six."""
    weights = np.array([1, -6, 15, -20, 15, -6, 1])
    rest = np.convolve(column, weights / np.linalg.norm(weights), "valid")
    return np.median(np.abs(rest)) / 0.6745


total, noise = np.zeros((2, 2)), np.zeros((2, 2))
for course in courses:
    q, p = course.T
    a, b = noise_level(q), noise_level(p)
    values = np.array([p**2 - b**2, 2 * np.cos(q) - (np.cos(q + a) + np.cos(q - a)) / 2])
    values -= values.mean(axis=1, keepdims=True)
    slopes = np.array([[0 * p, 2 * p], [(np.cos(q + a) - np.cos(q - a)) / (2 * a), 0 * q]])
    total += values @ values.T
    noise += np.einsum("ljn,mjn,j->lm", slopes, slopes, np.array([a, b]) ** 2)
noise += 1e-10 * np.diag(np.diag(total))
ratios, vectors = eigh(total, noise)
print(ratios[0], vectors[0, 0] / vectors[1, 0])
target = pathlib.Path(__file__).with_suffix(".json")
target.write_text(
    json.dumps(
        {
            "t": t.tolist(),
            "courses": [course.tolist() for course in courses],
            "ratio": ratios[0],
            "kineticShare": vectors[0, 0] / vectors[1, 0],
        },
        separators=(",", ":"),
    )
)
