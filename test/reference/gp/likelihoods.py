"""Regression with given standard errors by scikit-learn, and with interval and Student-t targets by brute force.

Writes likelihoods.json beside this file.
"""

import json
import pathlib

import numpy as np
import scipy.special as sp
import scipy.stats as st
from scipy.integrate import quad
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF

rng = np.random.default_rng(8)
out = {}

x = np.sort(rng.uniform(0, 6, 14))
std = rng.uniform(0.05, 0.6, 14)
y = np.sin(x) + std * rng.standard_normal(14)
T = np.linspace(-0.5, 6.5, 5)
gp = GaussianProcessRegressor(1.3**2 * RBF(0.9), alpha=std**2 + 0.1**2, optimizer=None).fit(x[:, None], y)
mean, sd = gp.predict(T[:, None], return_std=True)
out["measured"] = dict(X=x.tolist(), y=y.tolist(), std=std.tolist(), noise=0.1, outputScale=1.3, lengthScale=0.9,
                       T=T.tolist(), mean=mean.tolist(), sd=sd.tolist(),
                       logMarginalLikelihood=gp.log_marginal_likelihood_value_)

# Two interval targets beside three measured ones: importance-free integration on a grid over the two latent values.
x = np.array([0.0, 1.0, 2.0, 3.0, 4.0])
noise, scale, length = 0.2, 1.1, 1.2
K = scale**2 * np.exp(-0.5 * ((x[:, None] - x) / length) ** 2)
measured, bounds = [0, 2, 4], {1: (0.1, 0.8), 3: (-1.5, -0.2)}
y = np.array([0.2, 0, 0.1, 0, -0.6])
t = 2.6
kt = scale**2 * np.exp(-0.5 * ((t - x) / length) ** 2)
S = K[np.ix_(measured, measured)] + noise**2 * np.eye(3)
free = [1, 3]
joint = np.vstack([K[free], kt])
cross = joint[:, measured]
prior = np.block([[K[np.ix_(free, free)], kt[free][:, None]], [kt[free][None], np.array([[scale**2]])]])
m = cross @ np.linalg.solve(S, y[measured])
C = prior - cross @ np.linalg.solve(S, cross.T)
grid = np.linspace(-5, 5, 801)
A, B = np.meshgrid(grid, grid, indexing="ij")
density = st.multivariate_normal(m[:2], C[:2, :2]).pdf(np.dstack([A, B]))
for values, row in ((A, 1), (B, 3)):
    lo, hi = bounds[row]
    density = density * (sp.ndtr((hi - values) / noise) - sp.ndtr((lo - values) / noise))
cell = (grid[1] - grid[0]) ** 2
Z = density.sum() * cell
gain = C[2, :2] @ np.linalg.inv(C[:2, :2])
conditional = m[2] + gain[0] * (A - m[0]) + gain[1] * (B - m[1])
rest = C[2, 2] - gain @ C[:2, 2]
mean = (density * conditional).sum() * cell / Z
var = rest + (density * conditional**2).sum() * cell / Z - mean**2
evidence = st.multivariate_normal(np.zeros(3), S).logpdf(y[measured]) + np.log(Z)
out["intervals"] = dict(X=x.tolist(), lower=[0.2, 0.1, 0.1, -1.5, -0.6], upper=[0.2, 0.8, 0.1, -0.2, -0.6],
                        noise=noise, outputScale=scale, lengthScale=length, t=t, mean=mean, sd=np.sqrt(var),
                        logMarginalLikelihood=evidence)

# Student-t: for one target everything is one integral; the predictive law is a Student-t plus a normal.
freedom, noise = 3.0, 0.4
cdf = lambda v, s: quad(lambda u: st.t(freedom, scale=noise).cdf(v - u) * st.norm(0, s).pdf(u), -12 * s, 12 * s)[0]
out["studentT"] = dict(freedom=freedom, noise=noise, values=[-1.5, -0.3, 0.8, 2.5], spread=0.7,
                       cdf=[cdf(v, 0.7) for v in (-1.5, -0.3, 0.8, 2.5)],
                       evidence=float(np.log(quad(lambda f: st.t(freedom, loc=f, scale=noise).pdf(1.7)
                                                  * st.norm(0, 1).pdf(f), -10, 10)[0])))
out["gamma"] = dict(x=[0.1, 0.5, 1, 2.5, 7.9, 8.1, 40], log=sp.gammaln([0.1, 0.5, 1, 2.5, 7.9, 8.1, 40]).tolist(),
                    digamma=sp.digamma([0.1, 0.5, 1, 2.5, 7.9, 8.1, 40]).tolist())
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out, separators=(",", ":")) + "\n")
