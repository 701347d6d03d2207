"""The coefficients of the polynomials of the elementary functions, by interpolation at Chebyshev's nodes:
python polynomials.py prints them from the highest power down, with their largest error relative to the function."""

from mpmath import asin, atan, cos, exp, log, lu_solve, matrix, mp, mpf, pi, polyval, sin, sqrt, tan

mp.dps = 60


def interpolate(f, low, high, degree):
    n = degree + 1
    nodes = [(low + high) / 2 + (high - low) / 2 * cos(pi * (2 * k + 1) / (2 * n)) for k in range(n)]
    powers = matrix([[x**j for j in range(n)] for x in nodes])
    return list(reversed(lu_solve(powers, matrix([f(x) for x in nodes]))))


def show(name, f, low, high, degree, whole, share):
    """`share(x, p)` is the function that the polynomial is part of, `whole(x)` its exact value."""
    coefficients = interpolate(f, mpf(low), mpf(high), degree)
    points = [low + (high - low) * (mpf(k) + mpf(1) / 2) / 500 for k in range(500)]
    worst = max(abs(share(x, polyval(coefficients, x)) / whole(x) - 1) for x in points)
    print(f"{name}: error {float(worst):.1e}")
    print("  " + ", ".join(repr(float(c)) for c in coefficients))


half = log(2) / 2
for digits, degree in [("double", 9), ("single", 4)]:
    show(f"exp {digits}: (eʳ - 1 - r) / r²", lambda r: (exp(r) - 1 - r) / r**2 if abs(r) > 1e-20 else mpf(1) / 2, -half, half, degree,
         exp, lambda r, p: 1 + r + r * r * p)
# With s = f / (2 + f), log(1 + f) = 2 s + s z Q(z), z = s².
widest = ((sqrt(2) - 1) / (sqrt(2) + 1)) ** 2
for digits, degree in [("double", 6), ("single", 2)]:
    show(f"log {digits}: Q(z)", lambda z: (log((1 + sqrt(z)) / (1 - sqrt(z))) / sqrt(z) - 2) / z, 0, widest, degree,
         lambda z: log((1 + sqrt(z)) / (1 - sqrt(z))), lambda z, p: 2 * sqrt(z) + sqrt(z) * z * p)
for digits, degree in [("double", 7), ("single", 3)]:
    show(f"sin {digits}: (sin r / r - 1) / z", lambda z: (sin(sqrt(z)) / sqrt(z) - 1) / z, 0, (pi / 2) ** 2, degree,
         lambda z: sin(sqrt(z)), lambda z, p: sqrt(z) * (1 + z * p))
show("asin: (asin x / x - 1) / z", lambda z: (asin(sqrt(z)) / sqrt(z) - 1) / z, 0, mpf(1) / 4, 12,
     lambda z: asin(sqrt(z)), lambda z, p: sqrt(z) * (1 + z * p))
show("atan: (atan x / x - 1) / z", lambda z: (atan(sqrt(z)) / sqrt(z) - 1) / z, 0, tan(pi / 8) ** 2, 11,
     lambda z: atan(sqrt(z)), lambda z, p: sqrt(z) * (1 + z * p))
for name, value, bits in [
    ("log 2, double", log(2), (32,)), ("log 2, single", log(2), (9,)),
    ("pi, double", pi, (33, 33)), ("pi, single", pi, (9, 11)),
]:
    parts = []
    for digits in bits:
        unit = mpf(2) ** (digits - 1 - int(mp.floor(log(abs(value), 2))))
        parts.append(mp.nint(value * unit) / unit)
        value -= parts[-1]
    print(name, [float(part) for part in [*parts, value]])
