"""Writes inference.json: values of SciPy, statsmodels, MLstatkit and rbo, and of plain formulas, that the
statistics of core/metrics must reproduce.

Run: python inference.py (with NumPy, SciPy, scikit-learn, statsmodels, MLstatkit and rbo; the versions used are
stored in the file). Scores are multiples of 1/16 in half of the cases, so that ties occur.
"""
import importlib.metadata
import itertools
import json
import pathlib
import sys

import numpy as np
from MLstatkit import Delong_test
from rbo import RankingSimilarity
from scipy import stats
from sklearn.metrics import roc_auc_score
from statsmodels.stats.multitest import multipletests

rng = np.random.default_rng(2022)
ALL = np.inf  # permutation_test then goes through all arrangements


def rounded(values):
    return [float(v) for v in np.ravel(values)]


def scores_of(labels, coarse):
    scores = rng.normal(size=labels.size) + 0.7 * labels
    return np.round(np.clip(scores, -2, 3) * 4) / 16 if coarse else scores


def placements(labels, scores):
    """DeLong's structural components, every positive against every negative."""
    gap = scores[labels == 1][:, None] - scores[labels == 0][None, :]
    wins = (gap > 0) + 0.5 * (gap == 0)
    return wins.mean(axis=1), wins.mean(axis=0)


def delong_case(coarse):
    labels = np.concatenate([[0, 0, 1, 1], rng.integers(0, 2, int(rng.integers(15, 80)))])
    a = scores_of(labels, coarse)
    b = scores_of(labels, coarse) + (a if rng.random() < 0.5 else 0)
    level = float(rng.choice([0.9, 0.95, 0.99]))
    (va, wa), (vb, wb) = placements(labels, a), placements(labels, b)
    m, n = va.size, wa.size
    covariance = np.cov(va, vb) / m + np.cov(wa, wb) / n
    z, p, ci, _, auc, auc_b, _ = Delong_test(labels, a, b, alpha=level)
    error = np.sqrt(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1])
    difference = va.mean() - vb.mean()
    assert np.isclose(-z, difference / error) and np.isclose(p, 2 * stats.norm.sf(abs(difference / error)))
    low, high = stats.norm.interval(level, difference, error)
    return {"labels": labels.tolist(), "a": rounded(a), "b": rounded(b), "level": level, "auc": float(auc),
            "auc_b": float(auc_b), "error": float(np.sqrt(covariance[0, 0])), "low": float(ci[0]), "high": float(ci[1]),
            "difference": {"error": float(error), "z": float(-z), "p": float(p), "low": low, "high": high}}


def mean_difference(x, y, axis=-1):
    return np.mean(x, axis=axis) - np.mean(y, axis=axis)


def sign_flip_case(hits):
    n = int(rng.integers(4, 13))
    a, b = (rng.integers(0, 2, (2, n)) if hits else rng.normal(size=(2, n)) + [[0.4], [0]])
    test = stats.permutation_test((a, b), mean_difference, permutation_type="samples", n_resamples=ALL)
    return {"a": rounded(a), "b": rounded(b), "statistic": float(test.statistic), "p": float(test.pvalue)}


def two_group_case(hits):
    n, m = (int(size) for size in rng.integers(2, 8, 2))
    a, b = (rng.integers(0, 2, n), rng.integers(0, 2, m)) if hits else (rng.normal(size=n) + 1, rng.normal(size=m))
    test = stats.permutation_test((a, b), lambda x, y, axis=-1: np.abs(mean_difference(x, y, axis)),
                                  permutation_type="independent", n_resamples=ALL, alternative="greater")
    return {"a": rounded(a), "b": rounded(b), "statistic": float(np.mean(a) - np.mean(b)), "p": float(test.pvalue)}


def hand_till(labels, scores):
    """One-vs-one macro AUC; scores need not add up to one."""
    pairs = []
    for i, j in itertools.combinations(np.unique(labels), 2):
        pair = np.isin(labels, [i, j])
        pairs.append((roc_auc_score(labels[pair] == i, scores[pair, i]) +
                      roc_auc_score(labels[pair] == j, scores[pair, j])) / 2)
    return np.mean(pairs)


def auc_swap_case(classes):
    labels = np.concatenate([np.repeat(np.arange(classes), 2), rng.integers(0, classes, 9 - 2 * classes)])
    a, b = rng.normal(size=(2, labels.size, classes)) + np.array([[[1.2]], [[0.3]]]) * np.eye(classes)[labels]
    if classes == 2:  # the score is that of class 1
        a[:, 0], b[:, 0] = -a[:, 1], -b[:, 1]
    b = 10 * b + 100  # another scale
    ranks = [stats.rankdata(scores, axis=0) for scores in (a, b)]
    users = np.arange(labels.size)

    def statistic(x, y):  # x and y say whose ranks each user has
        one, other = ([ranks[int(w)][user] for user, w in zip(users, which)] for which in (x, y))
        return hand_till(labels, np.array(one)) - hand_till(labels, np.array(other))

    zeros = np.zeros(labels.size)
    test = stats.permutation_test((zeros, zeros + 1), statistic, permutation_type="samples", n_resamples=ALL,
                                  vectorized=False)
    return {"classes": classes, "labels": labels.tolist(), "a": rounded(a), "b": rounded(b),
            "statistic": float(test.statistic), "p": float(test.pvalue)}


def holm_case():
    p = rng.random(int(rng.integers(1, 9))) ** 3
    if rng.random() < 0.5:
        p[rng.integers(0, p.size)] = p[0]
    return {"p": rounded(p), "adjusted": rounded(multipletests(p, method="holm")[1])}


def null_case():
    nulls = 0.5 + 0.02 * rng.normal(size=int(rng.integers(20, 120)))
    level, power = float(rng.choice([0.9, 0.95])), float(rng.choice([0.8, 0.9]))
    low, high = np.quantile(nulls, [(1 - level) / 2, (1 + level) / 2])
    observed = float(rng.choice([0.51, 0.53, np.sort(nulls)[-3]]))
    detectable = nulls.mean() + (stats.norm.ppf(0.5 + level / 2) + stats.norm.ppf(power)) * nulls.std(ddof=1)
    return {"nulls": rounded(nulls), "level": level, "power": power, "mean": float(nulls.mean()), "low": float(low),
            "high": float(high), "deviation": float(nulls.std(ddof=1)), "observed": observed,
            "p": (1 + int((nulls >= observed).sum())) / (1 + nulls.size), "detectable": float(detectable)}


def seed_case():
    values = rng.normal(size=int(rng.integers(2, 8)))
    level = float(rng.choice([0.9, 0.95]))
    low, high = stats.t.interval(level, values.size - 1, loc=values.mean(), scale=stats.sem(values))
    return {"values": rounded(values), "level": level, "mean": float(values.mean()), "deviation": float(stats.tstd(values)),
            "low": float(low), "high": float(high)}


def list_case(equal):
    n = int(rng.integers(3, 15))
    a, b = (rng.permutation(20)[:size].tolist() for size in (n, n if equal else int(rng.integers(1, 15))))
    k, p = int(rng.integers(1, 10)), float(rng.choice([0.5, 0.8, 0.9, 0.98]))
    common = len(set(a[:k]) & set(b[:k]))
    return {"a": a, "b": b, "k": k, "p": p, "overlap": common / max(len(a[:k]), len(b[:k])),
            "rbo": RankingSimilarity(a, b).rbo_ext(p)}


def gap_of(*samples, axis=-1):
    means = np.array([np.mean(sample, axis=axis) for sample in samples])
    return means.max(axis=0) - means.min(axis=0)


def group_case(chances):
    """Groups of hits with these chances; SciPy's resamples are random, so intervals and p are near only."""
    sizes = [40 + 30 * g for g in range(len(chances))]
    samples = [(rng.random(size) < chance).astype(float) for size, chance in zip(sizes, chances)]
    means = np.array([sample.mean() for sample in samples])
    reference = len(chances) - 1  # the largest

    def interval(data, statistic):
        return rounded(stats.bootstrap(data, statistic, n_resamples=20000, method="percentile",
                                       random_state=rng).confidence_interval)

    def p_value(data, statistic):
        return float(stats.permutation_test(data, statistic, permutation_type="independent", n_resamples=20000,
                                            alternative="greater", random_state=rng).pvalue)

    def ratio(x, y, axis=-1):
        return np.mean(x, axis=axis) / np.mean(y, axis=axis)

    contrasts = [{"group": g, "difference": float(means[g] - means[reference]),
                  "difference_interval": interval((samples[g], samples[reference]), mean_difference),
                  "ratio": float(means[g] / means[reference]),
                  "ratio_interval": interval((samples[g], samples[reference]), ratio),
                  "p": p_value((samples[g], samples[reference]), gap_of)} for g in range(reference)]
    order = rng.permutation(sum(sizes))
    return {"values": rounded(np.concatenate(samples)[order]),
            "groups": np.repeat(np.arange(len(sizes)), sizes)[order].tolist(), "means": rounded(means),
            "mean_intervals": [interval((sample,), np.mean) for sample in samples],
            "gap": float(gap_of(*samples)), "gap_interval": interval(samples, gap_of), "gap_p": p_value(samples, gap_of),
            "deviation": float(means.std()), "contrasts": contrasts}


packages = ["numpy", "scipy", "scikit-learn", "statsmodels", "MLstatkit", "rbo"]
golden = {
    "versions": {"python": sys.version.split()[0], **{name: importlib.metadata.version(name) for name in packages}},
    "delong": [delong_case(i % 2 == 0) for i in range(12)],
    "sign_flip": [sign_flip_case(i % 2 == 0) for i in range(10)],
    "two_group": [two_group_case(i % 2 == 0) for i in range(10)],
    "auc_swap": [auc_swap_case(2 + i % 3) for i in range(6)],
    "holm": [holm_case() for _ in range(10)],
    "null_band": [null_case() for _ in range(6)],
    "seeds": [seed_case() for _ in range(6)],
    "lists": [list_case(i % 2 == 0) for i in range(20)],
    "group_fairness": [group_case([0.3, 0.3, 0.3]), group_case([0.5, 0.25, 0.4])],
}
lines = [f'"{key}": [\n' + ",\n".join(json.dumps(row) for row in value) + "\n]" if isinstance(value, list)
         else f'"{key}": {json.dumps(value)}' for key, value in golden.items()]
pathlib.Path(__file__).with_suffix(".json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
