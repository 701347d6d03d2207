"""Rational laws by exhaustive search and nonlinear least squares of scipy: `python rational-dynamics.py`.

SINDyPI of pysindy 2.1.0 needs cvxpy, and solves the equation times its denominator; this fits the rate itself.
"""

import itertools
import json
import pathlib

import numpy as np
from scipy.integrate import solve_ivp
from scipy.optimize import least_squares


def columns(X, powers):
    return np.array([np.prod(X**power, axis=1) for power in powers]).T


def rational(coefficients, top, bottom):
    """The first term of the denominator has the coefficient 1."""
    return top @ coefficients[: top.shape[1]] / (bottom[:, 0] + bottom[:, 1:] @ coefficients[top.shape[1] :])


def fitted(top, bottom, rate):
    implicit = np.hstack([top, -bottom[:, 1:] * rate[:, None]])
    start = np.linalg.lstsq(implicit, bottom[:, 0] * rate, rcond=None)[0]
    scale = np.abs(start) + 1e-3
    return least_squares(
        lambda c: rational(c, top, bottom) - rate, start, x_scale=scale, xtol=1e-15, ftol=1e-15, gtol=1e-15, max_nfev=500
    )


def slopes(coefficients, top, bottom):
    """Of the rate by every coefficient, those of the numerator first."""
    value = rational(coefficients, top, bottom)
    below = bottom[:, 0] + bottom[:, 1:] @ coefficients[top.shape[1] :]
    return np.hstack([top / below[:, None], -bottom[:, 1:] * (value / below)[:, None]])


def michaelis_menten(_, s):
    return [0.6 - 1.5 * s[0] / (0.3 + s[0])]


random = np.random.default_rng(0)
t = np.linspace(0, 5, 80)
x = solve_ivp(michaelis_menten, (0, 5), [2], t_eval=t, rtol=1e-10, atol=1e-12).y.T.round(6)
rate = (np.array([michaelis_menten(0, row) for row in x])[:, 0] + random.normal(0, 0.001, len(t))).round(6)

above, below = columns(x, [[0], [1], [2], [3]]), columns(x, [[0], [1], [2]])
laws = []
for size in range(1, 5):
    for top in itertools.combinations(range(4), size):
        for width in range(1, 4):
            for bottom in itertools.combinations(range(3), width):
                if 0 not in top + bottom:
                    continue  # numerator and denominator share a factor
                fit = fitted(above[:, top], below[:, bottom], rate)
                laws.append((2 * fit.cost, top, bottom, fit.x))
variance = min(squares for squares, *_ in laws) / (len(t) - 6)
count = len(t)
price = np.log(7) + np.log(count) / 2
laws.sort(key=lambda law: law[0] / variance / 2 + len(law[3]) * price)
squares, top, bottom, coefficients = laws[0]
print("michaelis-menten", top, bottom, coefficients)

# The variance is what all terms of the numerator leave beside those of the denominator, near the law.
whole = np.zeros(4 + len(bottom) - 1)
whole[list(top)] = coefficients[: len(top)]
whole[4:] = coefficients[len(top) :]
linear = slopes(whole, above, below[:, bottom])
rest = rate - rational(whole, above, below[:, bottom])
left = rest - linear @ np.linalg.lstsq(linear, rest, rcond=None)[0]
own = slopes(coefficients, above[:, top], below[:, bottom])
errors = np.sqrt(np.diag(np.linalg.inv(own.T @ own)) * (left @ left) / (count - linear.shape[1]))


def predator_prey(_, s):
    x, y = s
    eaten = x * y / (1 + x)
    return [x * (1 - x / 6) - eaten, 0.6 * eaten - 0.3 * y]


t2 = np.linspace(0, 40, 120)
X = solve_ivp(predator_prey, (0, 40), [1, 1], t_eval=t2, rtol=1e-10, atol=1e-12).y.T.round(6)
rates = (np.array([predator_prey(0, row) for row in X]) + random.normal(0, 0.002, X.shape)).round(6)
numerators = [[[1, 0], [2, 0], [1, 1], [3, 0]], [[0, 1], [1, 1]]]
denominator = columns(X, [[0, 0], [1, 0]])
mixed = [fitted(columns(X, powers), denominator, rates[:, j]).x.tolist() for j, powers in enumerate(numerators)]
print("predator and prey", mixed)

target = pathlib.Path(__file__).with_suffix(".json")
target.write_text(
    json.dumps(
        {
            "michaelisMenten": {
                "t": t.tolist(),
                "X": x[:, 0].tolist(),
                "rates": rate.tolist(),
                "numerator": [int(power) for power in top],
                "denominator": [int(power) for power in bottom],
                "coefficients": coefficients.tolist(),
                "standardErrors": errors.tolist(),
            },
            "predatorPrey": {"t": t2.tolist(), "X": X.tolist(), "rates": rates.tolist(), "coefficients": mixed},
        },
        separators=(",", ":"),
    )
)
