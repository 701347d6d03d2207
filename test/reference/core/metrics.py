"""Scores of classifications by scikit-learn, on labels and probabilities with ties."""

import json
from pathlib import Path

import numpy as np
from sklearn import metrics

rng = np.random.default_rng(2)
n = 60
y = rng.integers(0, 2, n)
scores = np.clip(0.3 * y + 0.7 * rng.random(n), 0.01, 0.99).round(2)
classes = rng.integers(0, 3, n)
shares = rng.dirichlet([1, 1, 1], n).round(6)
shares[:, 2] = 1 - shares[:, 0] - shares[:, 1]
predicted = shares.argmax(axis=1)
false_rate, true_rate, thresholds = metrics.roc_curve(y, scores, drop_intermediate=False)
precision, recall, f1, _ = metrics.precision_recall_fscore_support(classes, predicted)
Path(__file__).with_suffix(".json").write_text(
    json.dumps(
        {
            "y": y.tolist(),
            "scores": scores.tolist(),
            "classes": classes.tolist(),
            "shares": shares.tolist(),
            "predicted": predicted.tolist(),
            "binary": {
                "logLoss": float(metrics.log_loss(y, scores)),
                "brierScore": float(metrics.brier_score_loss(y, scores)),
                "rocAuc": float(metrics.roc_auc_score(y, scores)),
                "falsePositiveRate": false_rate.tolist(),
                "truePositiveRate": true_rate.tolist(),
                "thresholds": thresholds[1:].tolist(),
            },
            "several": {
                "logLoss": float(metrics.log_loss(classes, shares)),
                "brierScore": float(((shares - np.eye(3)[classes]) ** 2).sum(axis=1).mean()),
                "counts": metrics.confusion_matrix(classes, predicted).tolist(),
                "accuracy": float(metrics.accuracy_score(classes, predicted)),
                "precision": precision.tolist(),
                "recall": recall.tolist(),
                "f1": f1.tolist(),
            },
        }
    )
)
