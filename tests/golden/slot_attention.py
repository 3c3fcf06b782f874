"""Writes slot_attention.json: what learned rows that attend to prefix tokens give (paper Eq. 8 with scaled
dot products and heads), in plain loops, for tests of core/nn/slot_attention.

Run: python slot_attention.py (with NumPy; the version used is stored in the file). Weights follow from a
formula that the test repeats: element i of tensor t is 0.6 · sin(0.9 · i + 1.7 · t).
"""
import json
import math
import pathlib
import sys

import numpy as np

SLOTS, ROWS, INNER, HEADS = 2, 3, 16, 2


def tensor(number, *shape):
    i = np.arange(math.prod(shape))
    return (0.6 * np.sin(0.9 * i + 1.7 * number)).reshape(shape)


queries = tensor(0, SLOTS, ROWS, INNER)
weights = {name: tensor(1 + k, INNER, INNER) for k, name in enumerate("qkvo")}
biases = {name: tensor(5 + k, INNER) for k, name in enumerate("qkvo")}


def project(name, x):
    return weights[name] @ x + biases[name]


def mixed(tokens):
    result = np.zeros((SLOTS, ROWS, INNER))
    size = INNER // HEADS
    for slot in range(SLOTS):
        for row in range(ROWS):
            query = project("q", queries[slot, row])
            joined = np.zeros(INNER)
            for head in range(HEADS):
                part = slice(head * size, (head + 1) * size)
                scores = [query[part] @ project("k", token)[part] / math.sqrt(size) for token in tokens[slot]]
                shares = np.exp(np.array(scores) - max(scores))
                shares /= shares.sum()
                for share, token in zip(shares, tokens[slot]):
                    joined[part] += share * project("v", token)[part]
            result[slot, row] = project("o", joined)
    return result


cases = []
for length in (1, 5):
    tokens = tensor(20 + length, SLOTS, length, INNER)
    cases.append({"length": length, "mixed": mixed(tokens).round(10).flatten().tolist()})
golden = {"versions": {"python": sys.version.split()[0], "numpy": np.__version__},
          "slots": SLOTS, "rows": ROWS, "inner": INNER, "cases": cases}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(golden) + "\n")
