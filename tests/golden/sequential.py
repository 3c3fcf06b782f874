"""Writes sequential.json: states, scores, losses and gradients of SASRec and BERT4Rec built from PyTorch's own
modules (torch.nn.MultiheadAttention, LayerNorm, Conv1d, Linear), for tests of core/nn/baselines and
core/train/baselines.

Run: python sequential.py (with PyTorch; the version used is stored in the file). Weights follow from a formula
that the tests repeat: element i of tensor t is 0.6 · sin(0.9 · i + 1.7 · t), for layer normalisations' weights
1 plus a third of it; row 0 of the item table (padding) is zero. All numbers are double precision.
"""
import json
import math
import pathlib
import platform

import torch
from torch import nn
from torch.nn import functional as F

ITEMS, SIZE, LAYERS, HEADS, LENGTH = 7, 8, 2, 2, 5
# Padded on the left, item i as i + 1; the last column of the windows is SASRec's last target.
WINDOWS = torch.tensor([[0, 0, 3, 7, 1, 4], [2, 6, 5, 5, 3, 1], [0, 0, 0, 0, 2, 5]])
NEGATIVES = torch.tensor([[0, 1, 5, 0, 4], [0, 3, 2, 6, 6], [0, 0, 0, 3, 0]])
MASKED_ROWS = torch.tensor([[0, 0, 3, 8, 1], [8, 6, 5, 8, 3], [0, 0, 0, 2, 8]])
MASKED_PLACES = [(0, 3), (1, 0), (1, 3), (2, 4)]
MASKED_ITEMS = torch.tensor([6, 1, 4, 0])  # items from 0
torch.set_default_dtype(torch.float64)


def formula(number, *shape):
    i = torch.arange(math.prod(shape), dtype=torch.float64)
    return (0.6 * torch.sin(0.9 * i + 1.7 * number)).reshape(shape)


class Weights:
    """Numbers the tensors in the order in which they are asked for."""

    def __init__(self):
        self.number = 0
        self.all = []

    def tensor(self, *shape):
        result = formula(self.number, *shape)
        self.number += 1
        return result

    def parameter(self, value):
        result = nn.Parameter(value)
        self.all.append(result)
        return result

    def linear(self, inner, outer):
        layer = nn.Linear(inner, outer)
        layer.weight = self.parameter(self.tensor(outer, inner))
        layer.bias = self.parameter(self.tensor(outer))
        return layer

    def norm(self, epsilon):
        layer = nn.LayerNorm(SIZE, eps=epsilon)
        layer.weight = self.parameter(1 + self.tensor(SIZE) / 3)
        layer.bias = self.parameter(self.tensor(SIZE))
        return layer

    def attention(self):
        layer = nn.MultiheadAttention(SIZE, HEADS, batch_first=True)
        parts = {}
        for name in ("query", "key", "value", "output"):
            parts[name] = (self.tensor(SIZE, SIZE), self.tensor(SIZE))
        layer.in_proj_weight = self.parameter(torch.cat([parts[n][0] for n in ("query", "key", "value")]))
        layer.in_proj_bias = self.parameter(torch.cat([parts[n][1] for n in ("query", "key", "value")]))
        layer.out_proj.weight = self.parameter(parts["output"][0])
        layer.out_proj.bias = self.parameter(parts["output"][1])
        return layer

    def table(self, rows):
        values = self.tensor(rows, SIZE)
        values[0] = 0
        return self.parameter(values)


def visible_keys(items):
    """True where a key must not be read; rows without any item read everything (they are not compared)."""
    hidden = items.eq(0)
    hidden[hidden.all(1)] = False
    return hidden


class Sasrec:
    def __init__(self):
        weights = Weights()
        self.items = weights.table(ITEMS + 1)
        self.positions = weights.parameter(weights.tensor(LENGTH, SIZE))
        self.layers = []
        for _ in range(LAYERS):
            self.layers.append((weights.norm(1e-8), weights.attention(), weights.norm(1e-8),
                                weights.linear(SIZE, SIZE), weights.linear(SIZE, SIZE)))
        self.norm = weights.norm(1e-8)
        self.parameters = weights.all

    def states(self, items):
        x = F.embedding(items, self.items) * math.sqrt(SIZE) + self.positions[LENGTH - items.shape[1]:]
        width = items.shape[1]
        # One mask for both rules, with the diagonal open, so that rows of padding have something to read.
        hidden = torch.ones(width, width, dtype=torch.bool).triu(1) | items.eq(0).unsqueeze(1)
        hidden &= ~torch.eye(width, dtype=torch.bool)
        hidden = hidden.repeat_interleave(HEADS, 0)
        for attention_norm, attention, feed_forward_norm, inner, outer in self.layers:
            query = attention_norm(x)
            x = query + attention(query, x, x, attn_mask=hidden, need_weights=False)[0]
            x = feed_forward_norm(x)
            # Pointwise convolutions of width 1, as in the published code.
            y = x.transpose(1, 2)
            y = F.conv1d(F.relu(F.conv1d(y, inner.weight.unsqueeze(2), inner.bias)), outer.weight.unsqueeze(2),
                         outer.bias)
            x = x + y.transpose(1, 2)
        return self.norm(x)


class Bert4Rec:
    def __init__(self):
        weights = Weights()
        self.items = weights.table(ITEMS + 2)
        self.positions = weights.parameter(weights.tensor(LENGTH, SIZE))
        self.embedding_norm = weights.norm(1e-12)
        self.layers = []
        for _ in range(LAYERS):
            self.layers.append((weights.attention(), weights.norm(1e-12), weights.linear(SIZE, 4 * SIZE),
                                weights.linear(4 * SIZE, SIZE), weights.norm(1e-12)))
        self.output = weights.linear(SIZE, SIZE)
        self.output_norm = weights.norm(1e-12)
        self.bias = weights.parameter(weights.tensor(ITEMS))
        self.parameters = weights.all

    def states(self, items):
        x = self.embedding_norm(F.embedding(items, self.items) + self.positions[LENGTH - items.shape[1]:])
        for attention, attention_norm, inner, outer, feed_forward_norm in self.layers:
            read = attention(x, x, x, key_padding_mask=visible_keys(items), need_weights=False)[0]
            x = attention_norm(x + read)
            x = feed_forward_norm(x + outer(F.gelu(inner(x))))
        return x

    def logits(self, states):
        return self.output_norm(F.gelu(self.output(states))) @ self.items[1:ITEMS + 1].t() + self.bias


def numbers(tensor):
    return [round(value, 10) for value in tensor.detach().flatten().tolist()]


def gradients(loss, tensors):
    return [numbers(gradient) for gradient in torch.autograd.grad(loss, tensors, retain_graph=True)]


def sasrec():
    model = Sasrec()
    inputs, targets = WINDOWS[:, :-1], WINDOWS[:, 1:] - 1
    counted = inputs.ne(0)
    states = model.states(inputs)
    table = model.items[1:]
    logits = states @ table.t()
    positive = logits.gather(2, targets.clamp_min(0).unsqueeze(2)).squeeze(2)[counted]
    negative = logits.gather(2, NEGATIVES.unsqueeze(2)).squeeze(2)[counted]
    sampled = (F.binary_cross_entropy_with_logits(positive, torch.ones_like(positive)) +
               F.binary_cross_entropy_with_logits(negative, torch.zeros_like(negative)))
    full = F.cross_entropy(logits[counted], targets[counted])
    pairwise = -F.logsigmoid(positive - negative).mean()
    watched = [model.positions, model.layers[0][0].weight, model.layers[1][3].weight]
    return {"windows": WINDOWS.tolist(), "negatives": NEGATIVES.tolist(), "states": numbers(states[counted]),
            "users": numbers(states[:, -1]), "all_scores": numbers(logits[:, -1]), "sampled_loss": float(sampled),
            "full_loss": float(full), "pairwise_loss": float(pairwise),
            "sampled_gradients": gradients(sampled, watched), "full_gradients": gradients(full, watched)}


def bert4rec():
    model = Bert4Rec()
    states = model.states(MASKED_ROWS)
    rows = torch.stack([states[row, place] for row, place in MASKED_PLACES])
    losses = F.cross_entropy(model.logits(rows), MASKED_ITEMS, reduction="none")
    histories = WINDOWS[:, 2:]  # four items and a [MASK] fill the five positions
    masked = torch.cat([histories, torch.full((3, 1), ITEMS + 1)], 1)
    users = model.states(masked)[:, -1]
    empty = model.states(torch.tensor([[ITEMS + 1]]))[:, -1]
    watched = [model.positions, model.bias, model.layers[0][2].weight]
    return {"masked_rows": MASKED_ROWS.tolist(), "masked_places": MASKED_PLACES,
            "masked_items": MASKED_ITEMS.tolist(), "states": numbers(states[MASKED_ROWS.ne(0)]),
            "losses": numbers(losses), "histories": histories.tolist(), "users": numbers(users),
            "all_scores": numbers(model.logits(users)), "user_without_history": numbers(empty),
            "gradients": gradients(losses.mean(), watched)}


golden = {"versions": {"python": platform.python_version(), "torch": torch.__version__},
          "items": ITEMS, "size": SIZE, "layers": LAYERS, "heads": HEADS, "length": LENGTH,
          "sasrec": sasrec(), "bert4rec": bert4rec()}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(golden) + "\n")
