"""A model loads from the hub by name and answers as it does from the disk. Argument: the folder it came from."""

import sys

import torch
from sentence_transformers import SentenceTransformer
from transformers import AutoConfig, AutoModel, AutoTokenizer, pipeline

from steps import alice, new_repo, raises, same, step

folder = sys.argv[1]
repo = new_repo("minilm", private=True)
alice.upload_folder(repo_id=repo, folder_path=folder)
texts = ["A hub of our own.", "Ein Haus für Modelle, mit Unicode: 模型."]

raises(OSError, lambda: AutoConfig.from_pretrained(repo, token=False))
config = AutoConfig.from_pretrained(repo)
same([config.model_type, config.hidden_size, config.num_hidden_layers], ["bert", 384, 6])
raises(OSError, lambda: AutoConfig.from_pretrained("alice/no-such-model"), says="alice/no-such-model")
step("AutoConfig comes from the hub, and only for who may read it")

tokenizer, local_tokenizer = AutoTokenizer.from_pretrained(repo), AutoTokenizer.from_pretrained(folder)
batch = tokenizer(texts, padding=True, return_tensors="pt")
same(batch["input_ids"].tolist(), local_tokenizer(texts, padding=True)["input_ids"])
step("AutoTokenizer splits as the local one")


def hidden(name: str):
    with torch.inference_mode():
        return AutoModel.from_pretrained(name).eval()(**batch).last_hidden_state


here, there = hidden(folder), hidden(repo)
assert torch.equal(here, there), (here - there).abs().max()
step(f"AutoModel gives the same numbers: {list(there.shape)}")

vectors = SentenceTransformer(repo, device="cpu").encode(texts)
assert (vectors == SentenceTransformer(folder, device="cpu").encode(texts)).all()
step("SentenceTransformer gives the same vectors")

extract = pipeline("feature-extraction", model=repo, device="cpu")
assert torch.allclose(torch.tensor(extract(texts[0])[0]), hidden(folder)[0, : len(tokenizer(texts[0])["input_ids"])], atol=1e-5)
step("a pipeline by name alone")

pushed = new_repo("pushed")
AutoModel.from_pretrained(folder).push_to_hub(pushed)
local_tokenizer.push_to_hub(pushed)
assert torch.equal(hidden(pushed), here)
same(AutoTokenizer.from_pretrained(pushed)(texts)["input_ids"], local_tokenizer(texts)["input_ids"])
assert "model.safetensors" in alice.list_repo_files(pushed)
step("push_to_hub brings a model and its tokenizer, and they load again")
