"""Writes posterior.json: posteriors of a generated population's classes, from the formulas alone.

Run: python posterior.py (NumPy, SciPy). Genre tastes are drawn from the Dirichlet by brute force for the second
part, so that neither the closed form nor Polya's urn is assumed there.
"""
import itertools
import json
import pathlib
import sys

import numpy as np
import scipy
from scipy.special import gammaln

GENRES, ITEMS, LONGEST, SHORTEST, TOTAL = 5, 27, 9, 2, 4.0
ATTRIBUTES = [(2, 1.0, [0.3, 0.7]), (3, 0.6, [1 / 3] * 3)]
rng = np.random.default_rng(2022)


def tastes():
    genre = np.arange(GENRES)
    rows, priors = [], []
    for classes in itertools.product(*[range(c) for c, _, _ in ATTRIBUTES]):
        exponent = np.zeros(GENRES)
        for j, (c, (count, strength, _)) in enumerate(zip(classes, ATTRIBUTES)):
            exponent += 0.4 * strength * np.sqrt(2) * np.cos(2 * np.pi * ((j + 1) * genre / GENRES - c / count))
        weight = np.exp(exponent)
        rows.append(TOTAL * weight / weight.sum())
        priors.append(np.prod([a[2][c] for a, c in zip(ATTRIBUTES, classes)]))
    return np.array(rows), np.array(priors)


def marginals(joint):
    joint = (joint / joint.sum()).reshape([a[0] for a in ATTRIBUTES])
    return [float(v) for v in np.concatenate([joint.sum(axis=1), joint.sum(axis=0)])]


alpha, prior = tastes()
closed = []
for _ in range(12):
    counts = rng.multinomial(int(rng.integers(SHORTEST, LONGEST + 1)), rng.dirichlet(np.ones(GENRES)))
    if counts.max() >= 5:  # a genre would be used up; see the second part
        continue
    log = (gammaln(alpha + counts) - gammaln(alpha)).sum(axis=1)
    closed.append({"counts": counts.tolist(), "posterior": marginals(prior * np.exp(log - log.max()))})

# Histories that end because the drawn genre has none of its items left: probability of one order of the genres,
# integrated over the taste by sampling.
ended = []
draws = 400_000
for counts in ([5, 1, 0, 0, 0], [6, 0, 0, 0, 0], [0, 0, 5, 2, 0], [1, 1, 0, 5, 2]):
    sizes = np.array([6, 6, 5, 5, 5])
    counts, length = np.array(counts), sum(counts)
    full = counts == sizes
    likelihood = []
    for row in alpha:
        theta = rng.dirichlet(row, draws)
        longer = (LONGEST - length) * theta[:, full].sum(axis=1)
        likelihood.append(float((np.prod(theta ** counts, axis=1) * (1 + longer)).mean()))
    ended.append({"counts": counts.tolist(), "posterior": marginals(prior * np.array(likelihood))})

golden = {"versions": {"python": sys.version.split()[0], "numpy": np.__version__, "scipy": scipy.__version__},
          "settings": {"users": 1, "items": ITEMS, "genres": GENRES, "min_history": SHORTEST, "max_history": LONGEST,
                       "taste_concentration": TOTAL,
                       "attributes": [{"name": f"attribute {j}", "classes": c, "strength": s, "shares": shares}
                                      for j, (c, s, shares) in enumerate(ATTRIBUTES)]},
          "closed_form": closed, "sampled": ended}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(golden, indent=1) + "\n")
print(len(closed))
