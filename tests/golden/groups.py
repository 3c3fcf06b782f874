"""Writes groups.json: group figures from ranks as NumPy gives them, for tests of core/report.

Run: python groups.py (with NumPy; the version used is stored in the file).
"""
import json
import pathlib
import sys

import numpy as np

rng = np.random.default_rng(77)
FEWEST = 30


def metric_values(name, k, ranks):
    if name == "mrr":
        return 1 / ranks
    if name == "ndcg@k":
        return np.where(ranks <= k, 1 / np.log2(ranks + 1), 0)
    return (ranks <= k).astype(float)


def case(name, k):
    users = int(rng.integers(200, 400))
    groups = int(rng.integers(3, 7))
    shares = np.concatenate([rng.dirichlet(np.full(groups - 1, 8.0)) * 0.95, [0.05]])
    group_of = rng.choice(groups, users, p=shares)
    group_of[rng.random(users) < 0.03] = -1
    per_target = rng.integers(1, 3, users)  # some users have two targets
    user_of_target = np.repeat(np.arange(users), per_target)
    ranks = rng.integers(1, 60, user_of_target.size).astype(float)
    values = np.array([metric_values(name, k, ranks[user_of_target == u]).mean() for u in range(users)])
    members = {g: values[group_of == g] for g in range(groups)}
    members = {g: v for g, v in members.items() if v.size}
    large = [g for g, v in members.items() if v.size >= FEWEST]
    reference = int(rng.choice(large))
    means = {g: float(v.mean()) for g, v in members.items()}
    order = sorted(members, key=lambda g: (members[g].size < FEWEST, means[g]))
    return {
        "metric": name, "k": k, "groups": groups, "users": user_of_target.tolist(), "ranks": ranks.tolist(),
        "group_of": group_of.tolist(), "reference": str(reference), "unknown": int((group_of < 0).sum()),
        "order": [str(g) for g in order], "means": {str(g): m for g, m in means.items()},
        "gap": max(means[g] for g in large) - min(means[g] for g in large),
        "against": {str(g): [means[g] - means[reference], means[g] / means[reference]]
                    for g in large if g != reference},
    }


cases = [case(*m) for m in [("hit@k", 10), ("hit@k", 1), ("ndcg@k", 10), ("ndcg@k", 5), ("mrr", 0), ("hit@k", 5)]]
golden = {"versions": {"python": sys.version.split()[0], "numpy": np.__version__}, "cases": cases}
rows = ",\n".join(json.dumps(row) for row in cases)
pathlib.Path(__file__).with_suffix(".json").write_text(
    f'{{"versions": {json.dumps(golden["versions"])},\n"cases": [\n{rows}\n]}}\n')
