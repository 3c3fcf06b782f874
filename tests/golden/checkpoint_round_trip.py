"""A T5 of transformers through the whole program and back: imported on the demo data set, treated by CFP (a few
batches), exported, and read again by transformers with the same logits.

Run: python3 checkpoint_round_trip.py PATH_OF_UP5 > checkpoint_round_trip.txt
Versions: transformers 4.30.2, torch 2.1.2, sentencepiece 0.1.99, safetensors.
"""
import csv
import io
import json
import pathlib
import subprocess
import sys
import tempfile

import sentencepiece
import torch
import transformers
from safetensors.torch import load_file
from transformers import T5Config, T5ForConditionalGeneration, T5Tokenizer

ROOT = pathlib.Path(__file__).parents[2]
UP5 = sys.argv[1]


def up5(workspace, *arguments):
    done = subprocess.run([UP5, "--workspace", workspace, *arguments], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()


def make_checkpoint(folder):
    histories = {}
    with open(ROOT / "datasets/demo/interactions.csv") as file:
        for row in csv.DictReader(file):
            histories.setdefault(row["user"], []).append(row["item"])
    templates = json.loads((ROOT / "resources/templates/movies.json").read_text())["templates"]
    lines = []
    for user, items in list(histories.items())[:400]:
        for template in templates:
            lines.append(template["input"].replace("{user}", user).replace("{item}", items[0])
                         .replace("{history}", " , ".join(items[:20])).replace("{candidates}", " , ".join(items[:20])))
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines), model_writer=(vocabulary := io.BytesIO()), vocab_size=700, model_type="unigram",
        pad_id=0, eos_id=1, unk_id=2, bos_id=-1, pad_piece="<pad>", num_threads=1, minloglevel=2)
    folder.mkdir()
    (folder / "spiece.model").write_bytes(vocabulary.getvalue())
    torch.manual_seed(2022)
    # t5-small's kind: as many heads and layers, narrower.
    model = T5ForConditionalGeneration(T5Config(vocab_size=704, d_model=64, d_kv=8, d_ff=256, num_layers=6, num_heads=8,
                                                feed_forward_proj="relu", decoder_start_token_id=0)).eval()
    model.save_pretrained(folder, safe_serialization=True)
    return model


def main():
    print("transformers", transformers.__version__, "torch", torch.__version__, "sentencepiece", sentencepiece.__version__)
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        workspace = str(folder / "workspace")
        model = make_checkpoint(folder / "theirs")
        text = "User_12 has watched movies 1 , 20 , 300. Which movie user_12 would like to watch next?"
        tokenizer = T5Tokenizer(str(folder / "theirs/spiece.model"), extra_ids=0, legacy=True)
        inputs = tokenizer(text, return_tensors="pt")
        before = model(**inputs, labels=inputs.input_ids[:, :8]).logits

        print(*[line.split(": ")[-1] for line in up5(workspace, "checkpoint", "show", str(folder / "theirs"))[-1:]])
        up5(workspace, "import", str(ROOT / "datasets/demo"))
        backbone = up5(workspace, "run", "backbone", "--checkpoint", str(folder / "theirs"), "--set", "epochs=0",
                       "--set", "negative_count=50", "--set", "validation_users=50", "--wait")[0]
        cfp = up5(workspace, "run", "cfp", "--attribute", "gender", "--set", "lambda=2", "--set", "batches=4", "--set", "batch_size=8",
                  "--set", "warm_start=2", "--set", "probe.method=logistic", "--set", "probe.resamples=100", "--no-companions",
                  "--wait")[0]
        up5(workspace, "export", backbone, str(folder / "out"))
        up5(workspace, "export", cfp, str(folder / "prompt"))

        again, loading = T5ForConditionalGeneration.from_pretrained(folder / "out", output_loading_info=True)
        print("missing", loading["missing_keys"], "unexpected", loading["unexpected_keys"], "mismatched", loading["mismatched_keys"])
        after = again.eval()(**inputs, labels=inputs.input_ids[:, :8]).logits
        print("largest difference of logits", float((before - after).abs().max()))
        assert torch.equal(before, after)
        assert (folder / "out/spiece.model").read_bytes() == (folder / "theirs/spiece.model").read_bytes()

        card = json.loads((folder / "prompt/prompt.json").read_text())
        prompt = load_file(folder / "prompt/prompt.safetensors")
        assert {n: list(t.shape) for n, t in prompt.items()} == {n: t["shape"] for n, t in card["tensors"].items()}
        print("prompt of", card["attribute"], "lambda", card["lambda"], "length", card["length"], "tensors", len(prompt), "of shape",
              list(prompt["encoder_self.0.key"].shape))


if __name__ == "__main__":
    main()
