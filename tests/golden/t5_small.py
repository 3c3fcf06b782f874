"""What transformers computes with a T5 of the published t5-small's shape, for tests/engine/tst_t5_small_golden.cpp.

The weights are a formula of their place, so that no file has to hold 60 million of them. Writes t5_small.safetensors:
samples of encoder states, logits, loss, the gradients of a prefix, and generate() with 20 beams under a trie, by the
beam scorer of transformers 4.21.3. Run: python3 t5_small.py GENERATION_BEAM_SEARCH_OF_4_21_3.py
Versions: transformers 4.30.2 (the model, generate), torch 2.1.2, Python 3.11.
"""
import pathlib
import random
import sys

import torch
import transformers
from safetensors.torch import save_file
from transformers import T5Config, T5ForConditionalGeneration

from checkpoint import continuations, install_old_scorer
from t5 import with_prefix, without_prefix

FILE = pathlib.Path(__file__).parent / "t5_small.safetensors"
ROWS, LENGTH, LABELS, PREFIX, BEAMS = 2, 40, 6, 5, 20


def numbers(count, salt):
    """`count` numbers in [-0.5, 0.5), exactly the same wherever 64-bit integers are."""
    x = torch.arange(count, dtype=torch.int64) * 2654435761 + salt * 40503 & 0xFFFFFFFF
    for _ in range(2):
        x = ((x ^ (x >> 16)) * 0x45D9F3B) & 0xFFFFFFFF
    return (x ^ (x >> 16)).double() / 2.0**32 - 0.5


def spread(name, shape):
    """Of a parameter's numbers: those of transformers' initialisation, by its name."""
    if "relative_attention_bias" in name or name.endswith("shared.weight"):
        return 1.0
    return 0.35 * shape[1] ** -0.5 if ".q." in name else shape[1] ** -0.5


def make_model():
    model = T5ForConditionalGeneration(T5Config(
        vocab_size=32128, d_model=512, d_kv=64, d_ff=2048, num_layers=6, num_decoder_layers=6, num_heads=8,
        feed_forward_proj="relu", pad_token_id=0, eos_token_id=1, decoder_start_token_id=0)).eval()
    for salt, (name, parameter) in enumerate(sorted(model.named_parameters())):
        values = numbers(parameter.numel(), salt).view(parameter.shape)
        parameter.data = (1 + values if "layer_norm" in name else 12**0.5 * spread(name, parameter.shape) * values).float()
    return model


def write_beams(model, tokens, mask, expected):
    rng = random.Random(7)
    candidates = sorted({tuple(rng.randint(3, 20) for _ in range(rng.randint(1, 4))) for _ in range(60)})
    output = model.generate(input_ids=tokens[:1], attention_mask=mask[:1], num_beams=BEAMS, num_return_sequences=BEAMS,
                            max_length=7, prefix_allowed_tokens_fn=continuations(candidates), output_scores=True, return_dict_in_generate=True)
    scores = torch.full((len(candidates),), float("-inf"))
    for sequence, score in zip(output.sequences.tolist(), output.sequences_scores.tolist()):
        if score > -1e6 and 1 in sequence:
            scores[candidates.index(tuple(sequence[1:sequence.index(1)]))] = score
    expected["candidates"] = torch.tensor([list(c) + [0] * (4 - len(c)) for c in candidates])
    expected["beam_scores"] = scores


def main():
    install_old_scorer(sys.argv[1])
    model = make_model()
    tokens = 2 + (numbers(ROWS * LENGTH, 1001).view(ROWS, LENGTH) + 0.5).mul(32000).long()
    mask = torch.ones_like(tokens)
    tokens[1, 25:], mask[1, 25:] = 0, 0
    labels = 2 + (numbers(ROWS * LABELS, 1002).view(ROWS, LABELS) + 0.5).mul(32000).long()
    labels[0, -1], labels[1, 3], labels[1, 4:] = 1, 1, -100
    expected = {"tokens": tokens, "attention_mask": mask, "labels": labels}
    with torch.no_grad():
        output = model(input_ids=tokens, attention_mask=mask, labels=labels)
        write_beams(model, tokens, mask, expected)
    expected.update(encoder_states=output.encoder_last_hidden_state[..., ::16], logits=output.logits[..., ::500],
                    loss=output.loss.view(1))
    prefixes = {kind: numbers(6 * 2 * 8 * PREFIX * 64, salt).view(6, 2, 8, PREFIX, 64).float().requires_grad_()
                for kind, salt in [("encoder_self", 2001), ("decoder_self", 2002), ("cross", 2003)]}
    with_prefix(model, prefixes, torch.ones(PREFIX, dtype=torch.bool))
    output = model(input_ids=tokens, attention_mask=mask, labels=labels)
    output.loss.backward()
    expected["prefixed_loss"] = output.loss.view(1)
    for kind, prefix in prefixes.items():
        expected["prefix_gradient." + kind] = prefix.grad[..., ::16]
    without_prefix(model)
    save_file({name: value.detach().contiguous() for name, value in expected.items()}, FILE,
              {"transformers": transformers.__version__, "torch": torch.__version__, "scorer": "4.21.3"})
    print("loss", output.loss.item(), "found", int(expected["beam_scores"].isfinite().sum()), "of", len(expected["beam_scores"]))


if __name__ == "__main__":
    main()
