"""A file of 100 MB goes up in parts and comes down with the same hash. Argument: the file."""

import hashlib
import sys
from pathlib import Path

from steps import alice, bob, new_repo, same, step

source = Path(sys.argv[1])
repo = new_repo("large")


def digest(path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


alice.upload_file(path_or_fileobj=source, path_in_repo="big/weights.bin", repo_id=repo)
[found] = bob.get_paths_info(repo, ["big/weights.bin"])
same([found.size, found.lfs.sha256], [source.stat().st_size, digest(source)])
step("it went up")

same(digest(bob.hf_hub_download(repo, "big/weights.bin")), digest(source))
step("it came down the same")

copy = new_repo("large-copy")
alice.upload_file(path_or_fileobj=source, path_in_repo="weights.bin", repo_id=copy)
same(digest(bob.hf_hub_download(copy, "weights.bin", force_download=True)), digest(source))
[entry] = list(alice.list_lfs_files(copy))
same([entry.filename, entry.oid, entry.size], ["weights.bin", digest(source), source.stat().st_size])
step("another repo may hold the same bytes")
