"""What safetensors files hold, read from their headers alone. Argument: the folder of a real model."""

import sys
from pathlib import Path

from steps import alice, bob, new_repo, same, step

folder = Path(sys.argv[1])
repo = new_repo("weights")
alice.upload_folder(repo_id=repo, folder_path=folder, allow_patterns=["*.json", "*.safetensors", "README.md"])

meta = bob.get_safetensors_metadata(repo)
same([meta.sharded, list(meta.files_metadata)], [False, ["model.safetensors"]])
same(sum(meta.parameter_count.values()), 22_713_728)
tensor = meta.files_metadata["model.safetensors"].tensors["embeddings.word_embeddings.weight"]
same([tensor.dtype, list(tensor.shape)], ["F32", [30522, 384]])
step("get_safetensors_metadata reads the header with ranges")

info = bob.model_info(repo, expand=["safetensors", "tags", "config", "library_name", "usedStorage"])
same([info.safetensors.total, info.safetensors.parameters], [sum(meta.parameter_count.values()), meta.parameter_count])
same([info.config["model_type"], info.config["architectures"]], ["bert", ["BertModel"]])
assert "safetensors" in info.tags and info.used_storage >= 90_000_000
step("the hub tells the same by itself")
