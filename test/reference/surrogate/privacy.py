"""Privacy spent by the subsampled Gaussian mechanism: dp-accounting 0.6 and, from the definition, mpmath.

For fractional orders dp-accounting adds the absolute values of an alternating series, a bound slightly above the exact
divergence; `epsilon` below is from the divergence integrated over its definition at the orders around the best one.

pip install dp-accounting mpmath
"""
import json
import pathlib

import mpmath
from dp_accounting import dp_event
from dp_accounting.rdp import rdp_privacy_accountant as rdp

mpmath.mp.dps = 30
ORDERS = [1 + x / 10.0 for x in range(1, 100)] + list(range(11, 64)) + [128, 256, 512, 1024]

# (noise multiplier, sampling rate, steps, delta); the third is the tutorial of TensorFlow Privacy: 60000 images in
# batches of 250 for 15 epochs, noise 1.3, delta 1e-5.
CASES = [
    (1.1, 0.01, 1000, 1e-5),
    (1.12, 256 / 60000, 14063, 1e-5),
    (1.3, 250 / 60000, 3600, 1e-5),
    (0.5, 0.001, 100, 1e-6),
    (4.0, 0.2, 50, 1e-3),
    (1.0, 1.0, 1, 1e-5),
    (20.0, 1.0, 30, 1e-5),
    (1.0, 0.1, 200, 1e-9),
    (1000.0, 0.01, 1, 1e-2),
]


def divergence(order, rate, noise):
    """1 / (a - 1) log E_{x ~ N(0, s)} [(1 - q + q N(1, s) / N(0, s))^a], integrated."""
    a, q, s = mpmath.mpf(order), mpmath.mpf(rate), mpmath.mpf(noise)

    def density(x):
        return mpmath.npdf(x, 0, s) * (1 - q + q * mpmath.exp((2 * x - 1) / (2 * s * s))) ** a

    top = a + 20 * s
    points = [-20 * s, -5 * s, 0, a / 2, a, a + 5 * s, top]
    return float(mpmath.log(mpmath.quad(density, points)) / (a - 1))


def spent(noise, rate, steps, delta):
    accountant = rdp.RdpAccountant(ORDERS)
    event = dp_event.PoissonSampledDpEvent(rate, dp_event.GaussianDpEvent(noise))
    accountant.compose(event, steps)
    bound, order = accountant.get_epsilon_and_optimal_order(delta)
    at = ORDERS.index(order)
    near = ORDERS[max(at - 3, 0):at + 4]
    exact = min(rdp.compute_epsilon([a], [steps * divergence(a, rate, noise)], delta)[0] for a in near)
    return {"noiseMultiplier": noise, "samplingRate": rate, "steps": steps, "delta": delta, "epsilon": exact,
            "bound": bound}


DIVERGENCES = [(1.1, 0.01, 1.1), (1.5, 0.3, 0.8), (2, 0.01, 1.1), (2.5, 0.5, 2.0), (3.7, 0.9, 1.0), (8.3, 0.004, 1.3),
               (16, 0.02, 2.0), (63, 0.001, 4.0), (10.9, 0.2, 0.6), (3.2, 0.1, 1.0), (3.8, 0.001, 0.5), (9.6, 0.01, 1.1)]

result = {
    "spent": [spent(*case) for case in CASES],
    "divergences": [{"order": a, "rate": q, "noise": s, "divergence": divergence(a, q, s)} for a, q, s in DIVERGENCES],
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(result, indent=1) + "\n")
