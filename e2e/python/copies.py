"""A repo is duplicated, and its large files are counted."""

import hashlib
from pathlib import Path

from huggingface_hub import CommitOperationAdd
from huggingface_hub.errors import HfHubHTTPError, RepositoryNotFoundError
from steps import ENDPOINT, MAJOR, alice, bob, new_repo, raises, same, step

repo = new_repo("original", private=True)
weights = [hashlib.sha256(bytes([number])).digest() * 1000 for number in range(3)]
for number, content in enumerate(weights):
    alice.create_commit(
        repo,
        [CommitOperationAdd("weights.bin", content), CommitOperationAdd("note.txt", str(number).encode())],
        commit_message=f"Number {number}",
    )

copy = alice.duplicate_repo(repo, f"lab/copy-{MAJOR}")
same(str(copy), f"{ENDPOINT}/lab/copy-{MAJOR}")
same(alice.list_repo_files(copy.repo_id), alice.list_repo_files(repo))
same(Path(alice.hf_hub_download(copy.repo_id, "weights.bin")).read_bytes(), weights[2])
raises(HfHubHTTPError, lambda: alice.duplicate_repo(repo, copy.repo_id), 409)
alice.duplicate_repo(repo, copy.repo_id, exist_ok=True)
raises(RepositoryNotFoundError, lambda: bob.duplicate_repo(repo, f"bob/stolen-{MAJOR}"), 404)
step("duplicate_repo copies for who may read")

found = {file.oid: file for file in alice.list_lfs_files(repo)}
newest = found[hashlib.sha256(weights[2]).hexdigest()]
same([newest.filename, newest.size], ["weights.bin", 32_000])
step("list_lfs_files tells what uses the storage")
