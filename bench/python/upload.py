"""`upload.py <repo> <file> <path in repo>`: as anybody uploads, with the hub and the token from the environment."""

import sys

from huggingface_hub import HfApi

repo, file, path_in_repo = sys.argv[1:]
api = HfApi()
api.create_repo(repo, exist_ok=True)
api.upload_file(path_or_fileobj=file, path_in_repo=path_in_repo, repo_id=repo)
