"""Golden values of the T5 backbone from Hugging Face transformers (fp32, CPU), for tests/engine/tst_t5_golden.cpp.

Writes t5/config.json, t5/model.safetensors (a randomly initialised T5ForConditionalGeneration under the names of its
state dict, copies of the embedding included) and t5/expected.safetensors. The values for prefixes come from
Hugging Face's modules with the attention written out (`prefixed_attention`), which without a prefix is asserted to equal
Hugging Face's own forward pass. Run: python3 t5.py
"""
import json
import pathlib

import numpy
import torch
import transformers
from safetensors.numpy import save_file
from transformers import T5Config, T5ForConditionalGeneration
from transformers.models.t5.modeling_t5 import T5Attention

FOLDER = pathlib.Path(__file__).parent / "t5"
ROWS, LENGTH, LABELS, PREFIX, WORDS = 3, 140, 20, 4, 16
GRADIENTS = [
    "shared.weight",
    "encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight",
    "encoder.block.1.layer.0.SelfAttention.q.weight",
    "encoder.block.2.layer.1.DenseReluDense.wi.weight",
    "decoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight",
    "decoder.block.1.layer.1.EncDecAttention.k.weight",
    "decoder.block.1.layer.2.layer_norm.weight",
]


def make_model():
    # d_model differs from num_heads * d_kv, and the stacks have different depths.
    config = T5Config(vocab_size=100, d_model=32, d_kv=10, d_ff=48, num_layers=3, num_decoder_layers=2, num_heads=4,
                      relative_attention_num_buckets=32, relative_attention_max_distance=128, dropout_rate=0.1,
                      layer_norm_epsilon=1e-6, feed_forward_proj="relu", pad_token_id=0, eos_token_id=1,
                      decoder_start_token_id=0)
    model = T5ForConditionalGeneration(config).eval()
    for name, parameter in model.named_parameters():
        if "layer_norm" in name:  # initialised with 1, which would hide a forgotten gain
            parameter.data.uniform_(0.5, 1.5)
    return model


def prefixed_attention(attention, prefix, keep_prefix):
    """Replaces attention.forward: prefix (key, value) [H, n, d_kv] before the projected keys and values, bias 0."""
    def forward(hidden_states, mask=None, key_value_states=None, position_bias=None, **_):
        batch, length = hidden_states.shape[:2]
        memory = hidden_states if key_value_states is None else key_value_states

        def split(x):
            return x.view(batch, -1, attention.n_heads, attention.key_value_proj_dim).transpose(1, 2)

        query, key, value = split(attention.q(hidden_states)), split(attention.k(memory)), split(attention.v(memory))
        if position_bias is None:
            if attention.has_relative_attention_bias:
                position_bias = attention.compute_bias(length, memory.shape[1])
            else:
                position_bias = torch.zeros(1, attention.n_heads, length, memory.shape[1])
            if mask is not None:
                position_bias = position_bias + mask
            n = prefix[0].shape[1]
            columns = torch.zeros(*position_bias.shape[:-1], n).masked_fill(~keep_prefix[:n], float("-inf"))
            position_bias = torch.cat([columns, position_bias], -1)
        key = torch.cat([prefix[0].expand(batch, -1, -1, -1), key], 2)
        value = torch.cat([prefix[1].expand(batch, -1, -1, -1), value], 2)
        weights = torch.softmax(query @ key.transpose(2, 3) + position_bias, -1)
        mixed = (weights @ value).transpose(1, 2).reshape(batch, length, -1)
        return attention.o(mixed), None, position_bias
    return forward


def with_prefix(model, prefixes, keep_prefix):
    """Installs prefixes {kind: [layers, 2, H, n, d_kv]} in every attention of the model."""
    for index, block in enumerate(model.encoder.block):
        attention = block.layer[0].SelfAttention
        attention.forward = prefixed_attention(attention, prefixes["encoder_self"][index], keep_prefix)
    for index, block in enumerate(model.decoder.block):
        attention = block.layer[0].SelfAttention
        attention.forward = prefixed_attention(attention, prefixes["decoder_self"][index], keep_prefix)
        attention = block.layer[1].EncDecAttention
        attention.forward = prefixed_attention(attention, prefixes["cross"][index], keep_prefix)


def without_prefix(model):
    for module in model.modules():
        if isinstance(module, T5Attention):
            del module.forward


def input_prompt(model, tokens, mask, labels):
    """Embeddings before the input of encoder and decoder: Hugging Face's own forward pass, loss and gradients."""
    prompt = torch.randn(PREFIX, model.config.d_model, requires_grad=True)
    decoder_prompt = torch.randn(2, model.config.d_model, requires_grad=True)
    rows = lambda embeddings: embeddings.expand(tokens.shape[0], -1, -1)
    longer_mask = torch.cat([torch.ones(tokens.shape[0], PREFIX, dtype=torch.int64), mask], 1)
    shifted = model._shift_right(labels)
    output = model(inputs_embeds=torch.cat([rows(prompt), model.shared(tokens)], 1), attention_mask=longer_mask,
                   decoder_inputs_embeds=torch.cat([rows(decoder_prompt), model.shared(shifted)], 1))
    logits = output.logits[:, decoder_prompt.shape[0]:]
    torch.nn.functional.cross_entropy(logits.transpose(1, 2), labels).backward()
    return {"input_prompt.encoder": prompt, "input_prompt.decoder": decoder_prompt, "input_prompt_logits": logits,
            "input_prompt_gradient.encoder": prompt.grad, "input_prompt_gradient.decoder": decoder_prompt.grad}


def main():
    torch.manual_seed(2022)
    model = make_model()
    config = model.config
    expected = {}

    tokens = torch.randint(2, 100, (ROWS, LENGTH))
    mask = torch.ones(ROWS, LENGTH, dtype=torch.int64)
    labels = torch.randint(2, 100, (ROWS, LABELS))
    for row, (kept, label_length) in enumerate([(LENGTH, 13), (57, LABELS), (9, 4)]):
        tokens[row, kept - 1] = 1
        tokens[row, kept:] = 0
        mask[row, kept:] = 0
        labels[row, label_length - 1] = 1
        labels[row, label_length:] = -100
    expected.update(tokens=tokens, attention_mask=mask, labels=labels)

    output = model(input_ids=tokens, attention_mask=mask, labels=labels)
    output.loss.backward()
    expected.update(encoder_states=output.encoder_last_hidden_state, logits=output.logits, loss=output.loss.view(1))
    token_losses = torch.nn.functional.cross_entropy(output.logits.transpose(1, 2), labels, reduction="none")
    expected["example_losses"] = token_losses.sum(1) / (labels != -100).sum(1)
    parameters = dict(model.named_parameters())
    for name in GRADIENTS:
        expected["gradient." + name] = parameters[name].grad.clone()

    whole_word_ids = torch.randint(0, WORDS, (ROWS, LENGTH)) * mask
    whole_words = torch.randn(WORDS, config.d_model)
    states = model.encoder(inputs_embeds=model.shared(tokens) + whole_words[whole_word_ids], attention_mask=mask)[0]
    expected.update(whole_word_ids=whole_word_ids, whole_word_table=whole_words, whole_word_states=states)

    shape = (2, config.num_heads, PREFIX, config.d_kv)
    prefixes = {"encoder_self": torch.randn(config.num_layers, *shape),
                "decoder_self": torch.randn(config.num_decoder_layers, *shape),
                "cross": torch.randn(config.num_decoder_layers, *shape)}
    empty = {kind: value[:, :, :, :0] for kind, value in prefixes.items()}
    with_prefix(model, empty, torch.ones(0, dtype=torch.bool))
    check = model(input_ids=tokens, attention_mask=mask, labels=labels)
    assert torch.allclose(check.logits, output.logits, atol=1e-5), "the written-out attention is not Hugging Face's"
    for name, keep in [("prefixed", [True] * PREFIX), ("half_hidden", [True, False, True, False])]:
        with_prefix(model, prefixes, torch.tensor(keep))
        output = model(input_ids=tokens, attention_mask=mask, labels=labels)
        expected[name + "_encoder_states"] = output.encoder_last_hidden_state
        expected[name + "_logits"] = output.logits
    for prefix in prefixes.values():
        prefix.requires_grad_()
    with_prefix(model, prefixes, torch.ones(PREFIX, dtype=torch.bool))
    model(input_ids=tokens, attention_mask=mask, labels=labels).loss.backward()
    for kind, prefix in prefixes.items():
        expected["prefix." + kind] = prefix.detach()
        expected["prefix_gradient." + kind] = prefix.grad
    without_prefix(model)
    expected.update(input_prompt(model, tokens, mask, labels))

    relative = torch.arange(-300, 301)
    for name, bidirectional in [("buckets_bidirectional", True), ("buckets_unidirectional", False)]:
        expected[name] = T5Attention._relative_position_bucket(relative, bidirectional, 32, 128)

    FOLDER.mkdir(exist_ok=True)
    config.architectures = ["T5ForConditionalGeneration"]
    (FOLDER / "config.json").write_text(json.dumps(config.to_dict(), indent=2, sort_keys=True) + "\n")
    as_numpy = lambda tensors: {name: numpy.ascontiguousarray(t.detach().numpy()) for name, t in tensors.items()}
    save_file(as_numpy(model.state_dict()), FOLDER / "model.safetensors")
    save_file(as_numpy(expected), FOLDER / "expected.safetensors",
              {"transformers": transformers.__version__, "torch": torch.__version__, "seed": "2022"})


if __name__ == "__main__":
    main()
