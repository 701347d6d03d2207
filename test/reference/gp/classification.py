"""Classification by scikit-learn 1.9.1 (Laplace): writes classification.json beside this file."""

import json
import pathlib

import numpy as np
from scipy.integrate import quad
from scipy.special import expit
from scipy.stats import norm
from sklearn.datasets import load_iris
from sklearn.gaussian_process import GaussianProcessClassifier
from sklearn.gaussian_process.kernels import RBF, Matern

rng = np.random.default_rng(3)
out = []
X = rng.uniform(-2, 2, (40, 2))
y = (np.sin(2 * X[:, 0]) + X[:, 1] + 0.3 * rng.standard_normal(40) > 0).astype(int)
T = rng.uniform(-2.5, 2.5, (6, 2))
for name, kernel, ours in (
    ("rbf", 2.0**2 * RBF([0.8, 1.4]), {"kind": "rbf", "lengthScale": [0.8, 1.4]}),
    ("matern 3/2", 3.0**2 * Matern(1.1, nu=1.5), {"kind": "matern", "smoothness": 1.5, "lengthScale": 1.1, "ard": False}),
):
    # scikit-learn's Newton iteration stops at 1e-10 in the objective, as ours.
    gp = GaussianProcessClassifier(kernel, optimizer=None, max_iter_predict=500).fit(X, y)
    mean, variance = gp.latent_mean_and_variance(T)
    value, gradient = gp.log_marginal_likelihood(kernel.theta, eval_gradient=True)
    exact = [quad(lambda f: expit(f) * norm(m, np.sqrt(v)).pdf(f), m - 9 * v**0.5, m + 9 * v**0.5, epsabs=1e-12)[0]
             for m, v in zip(mean, variance)]
    scale = {"kind": "constant", "outputScale": float(np.sqrt(kernel.k1.constant_value))}
    out.append(dict(name=name, kernel={"kind": "product", "terms": [scale, ours]}, X=X.tolist(), y=y.tolist(),
                    T=T.tolist(), mean=mean.tolist(), variance=variance.tolist(), value=float(value),
                    gradient=[float(gradient[0]) * 2, *map(float, gradient[1:])], probability=exact))
gp = GaussianProcessClassifier(1.0 * RBF([1.0, 1.0]), n_restarts_optimizer=3, random_state=0).fit(X, y)
iris = load_iris()
rows = np.arange(0, 150, 3)
out = dict(fixed=out, fitted=float(gp.log_marginal_likelihood_value_),
           iris=dict(X=iris.data.tolist(), y=iris.target.tolist(), rows=rows.tolist(),
                     accuracy=GaussianProcessClassifier(1.0 * RBF(1.0), random_state=0).fit(
                         iris.data[rows], iris.target[rows]).score(iris.data, iris.target)))
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out, separators=(",", ":")) + "\n")
