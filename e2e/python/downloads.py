"""Files and snapshots come down, into the cache or into a folder, and only once."""

import tempfile
from pathlib import Path

from huggingface_hub import get_hf_file_metadata, hf_hub_url, try_to_load_from_cache
from huggingface_hub.errors import (
    EntryNotFoundError,
    LocalEntryNotFoundError,
    RemoteEntryNotFoundError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from steps import alice, anonymous, bob, git_sha1, new_repo, raises, same, sha256, step, write_files

repo = new_repo("downloads")
weights = bytes(range(256)) * 5000
files = {
    "config.json": b'{"a": 1}',
    "data/one.txt": b"one",
    "data/two.txt": b"two",
    "model.bin": weights,
    "empty.txt": b"",
}
folder = write_files(Path(tempfile.mkdtemp()), files)
head = alice.upload_folder(repo_id=repo, folder_path=folder).oid


def content(root: str) -> dict:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(Path(root).rglob("*"))
        if path.is_file() and ".cache" not in path.parts and path.name != ".gitattributes"
    }


snapshot = anonymous.snapshot_download(repo)
same(content(snapshot), files)
assert snapshot.endswith(f"snapshots/{head}")
step("snapshot_download brings the whole repo, for strangers too")

cached = Path(snapshot, "model.bin").resolve()
same(cached.name, sha256(weights))
same(Path(snapshot, "config.json").resolve().name, git_sha1(files["config.json"]))
step("the cache names files by their hash")

same(anonymous.snapshot_download(repo, local_files_only=True), snapshot)
inode = cached.stat().st_ino
alice.upload_file(path_or_fileobj=b'{"a": 2}', path_in_repo="config.json", repo_id=repo)
newer = anonymous.snapshot_download(repo)
same(content(newer), {**files, "config.json": b'{"a": 2}'})
same(Path(newer, "model.bin").stat().st_ino, inode)
same(content(anonymous.snapshot_download(repo, revision=head)), files)
step("a new revision brings only what changed, an old one is still there")

some = tempfile.mkdtemp()
anonymous.snapshot_download(repo, allow_patterns=["data/*"], ignore_patterns="*two*", local_dir=some)
same(content(some), {"data/one.txt": b"one"})
into = tempfile.mkdtemp()
path = Path(anonymous.hf_hub_download(repo, "two.txt", subfolder="data", local_dir=into))
same([path.read_bytes(), path.relative_to(into).as_posix()], [b"two", "data/two.txt"])
stamp = path.stat().st_mtime_ns
anonymous.hf_hub_download(repo, "data/two.txt", local_dir=into)
same(path.stat().st_mtime_ns, stamp)
step("patterns choose, local_dir holds plain files and is not filled twice")

meta = get_hf_file_metadata(hf_hub_url(repo, "model.bin"), token=False)
same([meta.etag, meta.size, meta.commit_hash], [sha256(weights), len(weights), alice.model_info(repo).sha])
meta = get_hf_file_metadata(hf_hub_url(repo, "data/one.txt"), token=False)
same([meta.etag, meta.size], [git_sha1(b"one"), 3])
same(get_hf_file_metadata(hf_hub_url(repo, "empty.txt"), token=False).size, 0)
step("metadata tells hash, size and commit")

cached.unlink()
Path(newer, "data/one.txt").resolve().unlink()
same(content(anonymous.snapshot_download(repo)), {**files, "config.json": b'{"a": 2}'})
step("a snapshot that lost files is made whole again")

raises(RemoteEntryNotFoundError, lambda: anonymous.hf_hub_download(repo, "none.txt"), 404)
assert type(try_to_load_from_cache(repo, "none.txt")) is object
raises(RevisionNotFoundError, lambda: anonymous.hf_hub_download(repo, "config.json", revision="v9"), 404)
raises(RepositoryNotFoundError, lambda: anonymous.hf_hub_download("alice/none", "config.json"), 401)
raises(RepositoryNotFoundError, lambda: bob.hf_hub_download("alice/none", "config.json"), 404)
raises(EntryNotFoundError, lambda: anonymous.hf_hub_download(repo, "data"))
raises(LocalEntryNotFoundError, lambda: anonymous.hf_hub_download(repo, "x", local_files_only=True))
step("what is not there is told by its own error, and remembered")

same(anonymous.verify_repo_checksums(repo, revision=head).mismatches, [])
step("verify_repo_checksums agrees with the hub")
