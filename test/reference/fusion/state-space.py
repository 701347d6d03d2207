"""Filters and smoothers: filterpy, and statsmodels for missing values and the likelihood."""

import json
from pathlib import Path

import numpy as np
from filterpy.kalman import ExtendedKalmanFilter, KalmanFilter, MerweScaledSigmaPoints, UnscentedKalmanFilter
from statsmodels.tsa.statespace.mlemodel import MLEModel

rng = np.random.default_rng(3)
F = np.array([[1.0, 0.5], [-0.2, 0.95]])
H = np.array([[1.0, 0.0], [0.3, 1.0]])
Q = np.array([[0.05, 0.01], [0.01, 0.08]])
R = np.array([[0.4, 0.1], [0.1, 0.3]])
x0, P0 = np.array([1.0, -1.0]), np.array([[2.0, 0.3], [0.3, 1.0]])


def series(steps):
    x, rows = x0.copy(), []
    for _ in range(steps):
        rows.append(H @ x + rng.multivariate_normal(np.zeros(2), R))
        x = F @ x + rng.multivariate_normal(np.zeros(2), Q)
    return np.array(rows)


def linear():
    observed = series(25)
    observed[4] = np.nan
    observed[9, 0] = np.nan
    observed[17, 1] = np.nan
    model = MLEModel(observed, k_states=2)
    for name, value in {"design": H, "transition": F, "selection": np.eye(2), "state_cov": Q, "obs_cov": R}.items():
        model[name] = value
    model.ssm.initialize_known(x0, P0)
    result = model.ssm.smooth()
    return {
        "observations": [[None if np.isnan(v) else v for v in row] for row in observed],
        "filteredMean": result.filtered_state.T.tolist(),
        "filteredLast": result.filtered_state_cov[:, :, -1].tolist(),
        "smoothedMean": result.smoothed_state.T.tolist(),
        "smoothedFirst": result.smoothed_state_cov[:, :, 0].tolist(),
        "logLikelihood": float(result.llf_obs.sum()),
    }


def rts():
    observed = series(12)
    kf = KalmanFilter(2, 2)
    kf.x, kf.P, kf.F, kf.H, kf.Q, kf.R = x0.copy(), P0.copy(), F, H, Q, R
    means, covariances = [], []
    for k, z in enumerate(observed):
        if k > 0:
            kf.predict()
        kf.update(z)
        means.append(kf.x.copy())
        covariances.append(kf.P.copy())
    smoothed, spread, _, _ = kf.rts_smoother(np.array(means), np.array(covariances))
    return {"observations": observed.tolist(), "mean": smoothed.tolist(), "covariances": np.array(spread).tolist()}


def pendulum(x, dt):
    return np.array([x[0] + dt * x[1], x[1] - 9.81 * dt * np.sin(x[0])])


def angle(x):
    return np.array([np.sin(x[0])])


nonlinear = {"Q": [[0.001, 0.0], [0.0, 0.01]], "R": [[0.05]], "x0": [1.2, 0.0], "P0": [[0.2, 0.0], [0.0, 0.4]], "dt": 0.05}


def swing():
    x, rows = np.array([1.4, 0.1]), []
    for _ in range(30):
        rows.append(angle(x) + rng.normal(0, np.sqrt(0.05), 1))
        x = pendulum(x, 0.05) + rng.multivariate_normal(np.zeros(2), np.array(nonlinear["Q"]))
    return np.array(rows)


def unscented(observed, alpha, beta, kappa):
    points = MerweScaledSigmaPoints(2, alpha, beta, kappa)
    ukf = UnscentedKalmanFilter(2, 1, nonlinear["dt"], angle, pendulum, points)
    ukf.x, ukf.P = np.array(nonlinear["x0"]), np.array(nonlinear["P0"])
    ukf.Q, ukf.R = np.array(nonlinear["Q"]), np.array(nonlinear["R"])
    means, last = [], None
    for k, z in enumerate(observed):
        if k > 0:
            ukf.predict()
            ukf.sigmas_f = points.sigma_points(ukf.x, ukf.P)  # drawn anew, as in Särkkä & Svensson (2023), section 8.8
        else:
            ukf.sigmas_f = points.sigma_points(ukf.x, ukf.P)
        ukf.update(z)
        means.append(ukf.x.copy())
        last = ukf.P.copy()
    return {"alpha": alpha, "beta": beta, "kappa": kappa, "mean": np.array(means).tolist(), "last": last.tolist()}


def extended(observed):
    ekf = ExtendedKalmanFilter(2, 1)
    ekf.x, ekf.P = np.array(nonlinear["x0"]), np.array(nonlinear["P0"])
    ekf.Q, ekf.R = np.array(nonlinear["Q"]), np.array(nonlinear["R"])
    means = []
    for k, z in enumerate(observed):
        if k > 0:
            dt = nonlinear["dt"]
            ekf.F = np.array([[1.0, dt], [-9.81 * dt * np.cos(ekf.x[0]), 1.0]])
            x = pendulum(ekf.x, dt)
            ekf.P = ekf.F @ ekf.P @ ekf.F.T + ekf.Q
            ekf.x = x
        ekf.update(z, lambda x: np.array([[np.cos(x[0]), 0.0]]), angle)
        means.append(ekf.x.copy())
    return {"mean": np.array(means).tolist(), "last": ekf.P.tolist()}


swung = swing()
result = {
    "model": {"F": F.tolist(), "H": H.tolist(), "Q": Q.tolist(), "R": R.tolist(), "x0": x0.tolist(), "P0": P0.tolist()},
    "linear": linear(),
    "rts": rts(),
    "pendulum": {
        **nonlinear,
        "observations": swung.tolist(),
        "unscented": [unscented(swung, 1.0, 2.0, 0.0), unscented(swung, 0.5, 2.0, 1.0)],
        "extended": extended(swung),
    },
}
Path(__file__).with_suffix(".json").write_text(json.dumps(result))
