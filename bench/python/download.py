"""`download.py <repo> <path in repo> <folder>`: as anybody downloads, with the hub and the token from the environment."""

import sys

from huggingface_hub import hf_hub_download

repo, path_in_repo, folder = sys.argv[1:]
print(hf_hub_download(repo, path_in_repo, local_dir=folder))
