"""Files in chunks, read and written through the library. Arguments: a repo with model.safetensors, and its SHA-256."""

import hashlib
import random
import sys
import tempfile
from pathlib import Path

from huggingface_hub import get_hf_file_metadata, hf_hub_url
from huggingface_hub.errors import RepositoryNotFoundError
from steps import alice, anonymous, bob, new_repo, raises, same, sha256, step

repo, digest = sys.argv[1:]


def digest_of(path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


snapshot = anonymous.snapshot_download(repo)
same(digest_of(Path(snapshot) / "model.safetensors"), digest)
step("snapshot_download, by a stranger")

found = get_hf_file_metadata(hf_hub_url(repo, "model.safetensors"), token=False)
same(found.etag, digest)
[entry] = alice.get_paths_info(repo, ["model.safetensors"])
same(entry.xet_hash, found.xet_file_data.file_hash)
step("metadata and listings name the chunks")

# compressible and not, much the same several times over, one chunk, no chunk at all
chance = random.Random(7)
noise = chance.randbytes(2_000_000)
files = {
    "text.bin": b"0.1234 0.5678 " * 400_000,
    "noise.bin": noise,
    "twice.bin": noise + b"between" + noise,
    "zeros.bin": bytes(30_000_000),
    "floats.bin": b"".join(chance.randrange(2**14).to_bytes(2, "little") + b"\x80\x3f" for _ in range(300_000)),
    "one.bin": b"x",
    "empty.bin": b"",
    "deep/down/here.bin": noise[::-1],
}
secret = new_repo("secret-chunks", private=True)
with tempfile.TemporaryDirectory() as folder:
    for name, content in files.items():
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    alice.upload_folder(repo_id=secret, folder_path=folder)
with tempfile.TemporaryDirectory() as folder:
    alice.snapshot_download(secret, local_dir=folder)
    for name, content in files.items():
        same(sha256((Path(folder) / name).read_bytes()), sha256(content))
step("files of every kind go up and come down")

raises(RepositoryNotFoundError, lambda: bob.hf_hub_download(secret, "noise.bin"))
raises(RepositoryNotFoundError, lambda: bob.upload_file(path_or_fileobj=noise, path_in_repo="x", repo_id=secret))
step("chunks of a private repo are its own")

dataset = new_repo("chunks", repo_type="dataset")
on_branch = {"repo_id": dataset, "repo_type": "dataset", "revision": "dev/one"}
alice.create_branch(dataset, branch="dev/one", repo_type="dataset")
with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "a.bin"
    path.write_bytes(chance.randbytes(1_000_000))
    alice.upload_file(path_or_fileobj=path, path_in_repo="a.bin", **on_branch)
    same(digest_of(bob.hf_hub_download(filename="a.bin", **on_branch)), digest_of(path))
step("on a branch of a dataset")
