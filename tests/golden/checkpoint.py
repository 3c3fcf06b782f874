"""Checkpoints as other programs write them, and what those programs compute with them.

Writes checkpoint/:
  hf/            a T5 of transformers (random weights) with config.json and spiece.model, trained by the
                 sentencepiece package on filled prompt templates
  p5.pt          the same T5 as P5 saves it: float16, "module." before every name, whole-word embeddings
  small_zip.pt, small_legacy.pt   tensors of several types and strides, in both formats of torch.save
  sentencepiece.json   pieces of texts by the sentencepiece package, P5's whole-word ids and user spans (spec B2)
  expected.safetensors encoder states, logits and loss of hf on filled templates; with p5's whole-word embeddings
  beams.json           generate() with 20 beams under a trie, the beam scorer of transformers 4.21.3, and exact
                       log-likelihoods of all candidates

Run: python3 checkpoint.py GENERATION_BEAM_SEARCH_OF_4_21_3.py
Versions: transformers 4.30.2 (generate), torch 2.1.2, sentencepiece 0.1.99, numpy 1.26, Python 3.11.
"""
import importlib.util
import io
import json
import pathlib
import random
import shutil
import sys

import numpy
import sentencepiece
import torch
import transformers
from safetensors.numpy import save_file
from transformers import T5Config, T5ForConditionalGeneration

FOLDER = pathlib.Path(__file__).parent / "checkpoint"
TEMPLATES = json.loads((pathlib.Path(__file__).parents[2] / "resources/templates/items.json").read_text())["templates"]
QUESTIONS = (pathlib.Path(__file__).parents[2] / "resources/probing/items.json").read_text()
PIECES, WORDS = 300, 512
AS_NUMPY = lambda tensors: {name: numpy.ascontiguousarray(t.detach().numpy()) for name, t in tensors.items()}


def fill(template, rng):
    items = lambda n: " , ".join(str(rng.randint(1, 480)) for _ in range(n))
    return (template.replace("{user}", str(rng.randint(1, 1000))).replace("{item}", items(1))
            .replace("{history}", items(rng.randint(1, 20))).replace("{candidates}", items(30)))


def train_vocabulary(rng):
    lines = [fill(t["input"], rng) for t in TEMPLATES for _ in range(40)] + ["yes", "no", "What is the gender of user_7?"]
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines), model_writer=(model := io.BytesIO()), vocab_size=PIECES, model_type="unigram",
        pad_id=0, eos_id=1, unk_id=2, bos_id=-1, pad_piece="<pad>", num_threads=1)
    return model.getvalue()


def make_model():
    torch.manual_seed(2022)
    config = T5Config(vocab_size=PIECES + 20, d_model=24, d_kv=6, d_ff=48, num_layers=2, num_heads=4, dropout_rate=0.1,
                      feed_forward_proj="relu", pad_token_id=0, eos_token_id=1, decoder_start_token_id=0)
    model = T5ForConditionalGeneration(config).eval()
    for name, parameter in model.named_parameters():
        # Numbers of 8 binary digits, so that half precision holds them without loss.
        values = parameter.data.uniform_(0.5, 1.5) if "layer_norm" in name else parameter.data
        parameter.data = torch.round(values * 64).clamp(-127, 127) / 64 if values.abs().max() < 2 else \
            torch.round(values * 16).clamp(-127, 127) / 16
    return model


def write_small_files():
    base = torch.arange(24, dtype=torch.float32).view(4, 6)
    tensors = {"float": base, "transposed": base.t(), "part": base[1:3, 2:5], "double": torch.tensor([1e-3, 2.0], dtype=torch.float64),
               "half": torch.tensor([1.5, -65504.0, 6e-8, float("inf")], dtype=torch.float16),
               "bfloat": torch.tensor([1.5, -3e38, 1e-39], dtype=torch.bfloat16), "long": torch.tensor([1, -2]),
               "int": torch.tensor([3], dtype=torch.int32), "byte": torch.tensor([255, 0], dtype=torch.uint8),
               "scalar": torch.tensor(2.5), "empty": torch.zeros(0, 3), "parameter": torch.nn.Parameter(torch.tensor([7.0]))}
    torch.save(tensors, FOLDER / "small_zip.pt")
    torch.save({"epoch": 3, "state_dict": tensors}, FOLDER / "small_legacy.pt", _use_new_zipfile_serialization=False)


def spec_b2(processor, text):
    """Whole-word ids, and the user span, by the words of spec B2, from the pieces of the whole text."""
    pieces = processor.encode(text, out_type=str)
    words, word = [], 0
    for piece in pieces:
        word += piece.startswith("▁")
        words.append(min(word, 511))
    span = [0, 0]
    mention = min((text.find(m) for m in ("User_", "user_") if m in text), default=-1)
    if mention >= 0:
        before = len(processor.encode(text[:mention], out_type=str)) if text[:mention].strip() else 0
        end = before + 1
        while end < len(pieces) and not pieces[end].startswith("▁"):
            end += 1
        span = [before, end]
    return processor.encode(text) + [1], words + [0], span


def write_texts(processor, rng):
    entries = []
    plain = ["", " ", "yes", "no", "User_12", "a  b\tc\nd", "ﬁne ① Ⅳ ２３", "naïve café", "日本 語", "x☃☃y ☃", "\u0301a", "A&B-C's 3.5%",
             "\u3000wide\u3000", "▁mark", "\u00a8", "Ω≈ç√", "\ufeffbom", "e\u0301", "½ of ™", "a\u200bb"]
    plain += [json.dumps(QUESTIONS)[i:i + 120] for i in range(0, 2400, 120)]
    plain += [fill(t["input"], rng) for t in TEMPLATES for _ in range(5)]
    plain += ["".join(rng.choice("0123456789abUser_?,. ▁é☃") for _ in range(rng.randint(1, 40))) for _ in range(60)]
    for text in plain:
        entries.append({"text": text, "ids": processor.encode(text)})
    filled = []
    for template in TEMPLATES:
        user, item = rng.randint(0, 999), rng.randint(0, 479)
        history = [rng.randint(0, 479) for _ in range(rng.randint(1, 20))]
        candidates = [rng.randint(0, 479) for _ in range(30)]
        listed = lambda indices: " , ".join(str(i + 1) for i in indices)
        text = (template["input"].replace("{user}", str(user + 1)).replace("{item}", str(item + 1))
                .replace("{history}", listed(history)).replace("{candidates}", listed(candidates)))
        ids, words, span = spec_b2(processor, text)
        filled.append({"template": template["input"], "user": user, "item": item, "history": history, "candidates": candidates,
                       "tokens": ids, "whole_word_ids": words, "span": span})
    (FOLDER / "sentencepiece.json").write_text(json.dumps({"sentencepiece": sentencepiece.__version__, "texts": entries,
                                                           "filled": filled}, ensure_ascii=False, indent=0) + "\n")
    return filled


def batch_of(filled):
    length = max(len(f["tokens"]) for f in filled)
    pad = lambda key: torch.tensor([f[key] + [0] * (length - len(f[key])) for f in filled])
    tokens = pad("tokens")
    return tokens, (tokens != 0).long(), pad("whole_word_ids")


def write_expected(model, words, filled):
    tokens, mask, word_ids = batch_of(filled[:2])
    labels = torch.tensor([[17, 60, 1, -100], [45, 46, 47, 1]])
    output = model(input_ids=tokens, attention_mask=mask, labels=labels)
    embedded = model.shared(tokens) + words[word_ids]
    p5 = model(inputs_embeds=embedded, attention_mask=mask, labels=labels)
    save_file(AS_NUMPY({"tokens": tokens, "attention_mask": mask, "whole_word_ids": word_ids, "labels": labels,
                        "encoder_states": output.encoder_last_hidden_state, "logits": output.logits, "loss": output.loss.view(1),
                        "p5_encoder_states": p5.encoder_last_hidden_state, "p5_logits": p5.logits, "p5_loss": p5.loss.view(1)}),
              FOLDER / "expected.safetensors", {"transformers": transformers.__version__, "torch": torch.__version__})


def install_old_scorer(path):
    spec = importlib.util.spec_from_file_location("transformers.generation_beam_search_4_21_3", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["transformers.generation_beam_constraints"] = transformers.generation.beam_constraints
    spec.loader.exec_module(module)

    class Scorer(module.BeamSearchScorer):
        def __init__(self, *arguments, max_length=None, **named):  # 4.30 passes one argument more
            super().__init__(*arguments, **named)

        def process(self, *arguments, eos_token_id=None, **named):  # and eos as a list
            return super().process(*arguments, eos_token_id=eos_token_id[0], **named)

        def finalize(self, *arguments, eos_token_id=None, **named):
            return super().finalize(*arguments, eos_token_id=eos_token_id[0], **named)
    transformers.generation.utils.BeamSearchScorer = Scorer


def continuations(candidates):
    """For generate(): the tokens that may follow, so that a candidate (pieces, then eos) comes out."""
    trie = {}
    for pieces in candidates:
        node = trie
        for token in (*pieces, 1):
            node = node.setdefault(token, {})

    def allowed(_, sequence):
        node = trie
        for token in sequence.tolist()[1:]:
            node = node.get(token, {})
        return list(node)
    return allowed


def write_beams(model, filled, rng):
    cases = []
    for case in range(24):
        entry = filled[case % len(filled)]
        alphabet, longest, count = rng.choice([(6, 4, 40), (40, 2, 100), (4, 6, 60), (100, 3, 101), (3, 3, 12)])
        candidates = list({tuple(rng.randint(3, 2 + alphabet) for _ in range(rng.randint(1, longest))) for _ in range(count)})
        rng.shuffle(candidates)
        tokens = torch.tensor([entry["tokens"]])
        scale = 4.0 if case % 2 else 1.0  # sharper distributions lose more candidates
        model.decoder.final_layer_norm.weight.data *= scale
        with torch.no_grad():
            output = model.generate(input_ids=tokens, attention_mask=torch.ones_like(tokens), num_beams=20, num_return_sequences=20,
                                    max_length=longest + 3, prefix_allowed_tokens_fn=continuations(candidates), output_scores=True,
                                    return_dict_in_generate=True)
            found = []
            for sequence, score in zip(output.sequences.tolist(), output.sequences_scores.tolist()):
                if score > -1e6 and 1 in sequence:
                    pieces = tuple(sequence[1:sequence.index(1)])
                    if candidates.index(pieces) not in [f[0] for f in found]:
                        found.append([candidates.index(pieces), score])
            exact = []
            for pieces in candidates:
                labels = torch.tensor([[*pieces, 1]])
                logits = model(input_ids=tokens, attention_mask=torch.ones_like(tokens), labels=labels).logits.log_softmax(-1)
                exact.append(float(logits[0].gather(1, labels[0][:, None]).sum() / labels.shape[1]))
        model.decoder.final_layer_norm.weight.data /= scale
        cases.append({"tokens": entry["tokens"], "scale": scale, "candidates": candidates, "found": found, "exact": exact})
    (FOLDER / "beams.json").write_text(json.dumps({"transformers": transformers.__version__, "scorer": "4.21.3", "cases": cases}) + "\n")
    print("beam cases:", [(len(c["found"]), len(c["candidates"])) for c in cases])


def main():
    rng = random.Random(7)
    shutil.rmtree(FOLDER, ignore_errors=True)
    (FOLDER / "hf").mkdir(parents=True)
    vocabulary = train_vocabulary(rng)
    (FOLDER / "hf/spiece.model").write_bytes(vocabulary)
    processor = sentencepiece.SentencePieceProcessor(model_proto=vocabulary)
    model = make_model()
    model.save_pretrained(FOLDER / "hf", safe_serialization=True)
    (FOLDER / "hf/generation_config.json").unlink()
    words = torch.round(torch.randn(WORDS, model.config.d_model) * 16).clamp(-127, 127) / 16
    state = {"module." + name: value.half() for name, value in model.state_dict().items() if "embed_tokens" not in name}
    state["module.encoder.whole_word_embeddings.weight"] = words.half()
    assert all(torch.equal(state["module." + n].float(), v) for n, v in model.state_dict().items() if "module." + n in state)
    torch.save(state, FOLDER / "p5.pt")
    write_small_files()
    filled = write_texts(processor, rng)
    write_expected(model, words, filled)
    install_old_scorer(sys.argv[1])
    write_beams(model, filled, rng)


if __name__ == "__main__":
    main()
