"""Writes metrics.json: values of scikit-learn, SciPy and NumPy that core/metrics must reproduce.

Run: python metrics.py (with scikit-learn, SciPy and NumPy; the versions used are stored in the file).
Scores are multiples of 1/16, so that rows add up exactly and ties occur.
"""
import json
import pathlib
import sys

import numpy as np
import scipy
import sklearn
from scipy.stats import rankdata
from sklearn.metrics import f1_score, ndcg_score, roc_auc_score

rng = np.random.default_rng(2022)


def rounded(values):
    return [float(v) for v in np.ravel(values)]


def binary_case():
    n = int(rng.integers(10, 60))
    labels = np.concatenate([[0, 0, 1, 1], rng.integers(0, 2, n)])
    scores = rng.integers(0, 17, labels.size) / 16 if rng.random() < 0.5 else rng.random(labels.size)
    return {"labels": labels.tolist(), "scores": rounded(scores), "auc": float(roc_auc_score(labels, scores))}


def multi_class_case():
    classes = int(rng.integers(3, 8))
    n = int(rng.integers(10, 50))
    labels = np.concatenate([np.repeat(np.arange(classes), 2), rng.integers(0, classes, n)])
    taste = rng.dirichlet(np.ones(classes), labels.size) + 0.4 * np.eye(classes)[labels]
    scores = np.array([rng.multinomial(16, t / t.sum()) for t in taste]) / 16
    predicted = scores.argmax(axis=1)

    def auc(kind, average):
        return float(roc_auc_score(labels, scores, multi_class=kind, average=average))

    return {
        "classes": classes, "labels": labels.tolist(), "probabilities": rounded(scores),
        "ovo_macro": auc("ovo", "macro"), "ovo_weighted": auc("ovo", "weighted"),
        "ovr_macro": auc("ovr", "macro"), "ovr_weighted": auc("ovr", "weighted"),
        "f1_macro": float(f1_score(labels, predicted, average="macro")),
        "f1_micro": float(f1_score(labels, predicted, average="micro")),
    }


def ranking_case():
    n = int(rng.integers(5, 101))
    scores = np.float32(rng.integers(0, 40, n) / 8) if rng.random() < 0.5 else np.float32(rng.random(n))
    target = int(rng.integers(0, n))
    case = {"scores": rounded(scores), "target": target,
            "rank": float(rankdata(-scores, method="average")[target])}
    if np.sum(scores == scores[target]) == 1:  # without ties the definitions of NDCG agree
        relevance = np.zeros((1, n))
        relevance[0, target] = 1
        case["ndcg"] = {str(k): float(ndcg_score(relevance, scores[None], k=k)) for k in (1, 3, 5, 10)}
    return case


def percentile_case():
    values = rng.normal(size=int(rng.integers(20, 200)))
    level = float(rng.choice([0.5, 0.9, 0.95, 0.99]))
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    return {"values": rounded(values), "level": level, "low": float(low), "high": float(high)}


golden = {
    "versions": {"python": sys.version.split()[0], "scikit-learn": sklearn.__version__,
                 "scipy": scipy.__version__, "numpy": np.__version__},
    "binary": [binary_case() for _ in range(12)],
    "multi_class": [multi_class_case() for _ in range(24)],
    "ranking": [ranking_case() for _ in range(20)],
    "percentile": [percentile_case() for _ in range(6)],
}
lines = ["{"]
for key, value in golden.items():
    if isinstance(value, list):
        rows = ",\n".join(json.dumps(row) for row in value)
        lines.append(f'"{key}": [\n{rows}\n],')
    else:
        lines.append(f'"{key}": {json.dumps(value)},')
lines[-1] = lines[-1].rstrip(",")
lines.append("}")
pathlib.Path(__file__).with_suffix(".json").write_text("\n".join(lines) + "\n")
