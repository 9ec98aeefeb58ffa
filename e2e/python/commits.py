"""Files come and go in commits, whatever they are made of and however they are called."""

import io
import tempfile
from pathlib import Path

from huggingface_hub import CommitOperationAdd, CommitOperationCopy, CommitOperationDelete
from huggingface_hub.errors import BadRequestError, HfHubHTTPError, RemoteEntryNotFoundError, RevisionNotFoundError
from steps import ENDPOINT, alice, bob, git_sha1, new_repo, raises, same, sha256, step, write_files

repo = new_repo("commits")


def read(path: str, revision=None) -> bytes:
    return Path(bob.hf_hub_download(repo, path, revision=revision)).read_bytes()


large = bytes(range(256)) * 4096 * 6
work = Path(tempfile.mkdtemp())

info = alice.upload_file(path_or_fileobj=b"from bytes", path_in_repo="a/bytes.txt", repo_id=repo)
same(info.commit_url, f"{ENDPOINT}/{repo}/commit/{info.oid}")
alice.upload_file(path_or_fileobj=io.BytesIO(large), path_in_repo="weights.bin", repo_id=repo)
write_files(work, {"disk.txt": b"from disk"})
alice.upload_file(path_or_fileobj=work / "disk.txt", path_in_repo="disk.txt", repo_id=repo, commit_message="From disk")
same([read("a/bytes.txt"), read("weights.bin"), read("disk.txt")], [b"from bytes", large, b"from disk"])
step("upload_file takes bytes, file objects and paths")

again = alice.upload_file(path_or_fileobj=large, path_in_repo="weights.bin", repo_id=repo)
same(again.oid, alice.model_info(repo).sha)
step("the same file once more is no new commit")

folder = write_files(
    work / "folder",
    {
        "config.json": b'{"model_type": "bert"}',
        "deep/er/weights.safetensors": b"\x08" + bytes(7) + b"{}      " + bytes(1000),
        "logs/train.log": b"skip me",
        "empty.txt": b"",
    },
)
done = alice.upload_folder(repo_id=repo, folder_path=folder, path_in_repo="folder", ignore_patterns="logs/*")
same(
    [path for path in alice.list_repo_files(repo, revision=done.oid) if path.startswith("folder/")],
    ["folder/config.json", "folder/deep/er/weights.safetensors", "folder/empty.txt"],
)
for path in ["config.json", "deep/er/weights.safetensors", "empty.txt"]:
    same(read(f"folder/{path}"), (folder / path).read_bytes())
step("upload_folder brings a folder, without what it ignores, empty files too")

parent = alice.model_info(repo).sha
commit = alice.create_commit(
    repo,
    [
        CommitOperationAdd("new.txt", b"new"),
        CommitOperationDelete("a/bytes.txt"),
        CommitOperationDelete("folder/", is_folder=True),
        CommitOperationCopy("weights.bin", "copied/weights.bin"),
        CommitOperationCopy("disk.txt", "copied/disk.txt"),
    ],
    commit_message="Add, delete and copy",
    commit_description="In one go.",
    parent_commit=parent,
)
files = [".gitattributes", "copied/disk.txt", "copied/weights.bin", "disk.txt", "new.txt", "weights.bin"]
same(sorted(alice.list_repo_files(repo)), files)
same([read("copied/weights.bin"), read("copied/disk.txt")], [large, b"from disk"])
newest = alice.list_repo_commits(repo)[0]
same([newest.commit_id, newest.title, newest.message], [commit.oid, "Add, delete and copy", "In one go."])
same([newest.authors, read("a/bytes.txt", parent)], [["alice"], b"from bytes"])
step("create_commit adds, deletes and copies in one commit; history keeps the rest")

stale = [CommitOperationAdd("late.txt", b"late")]
raises(
    HfHubHTTPError,
    lambda: alice.create_commit(repo, stale, commit_message="Late", parent_commit=parent),
    412,
    "updated since",
)
same(alice.model_info(repo).sha, commit.oid)
step("a commit on a stale parent is refused with 412")

missing = [CommitOperationDelete("nowhere.txt")]
raises(RemoteEntryNotFoundError, lambda: alice.create_commit(repo, missing, commit_message="No"), 404)
raises(HfHubHTTPError, lambda: bob.create_commit(repo, stale, commit_message="Not mine"), 403)
raises(RevisionNotFoundError, lambda: alice.create_commit(repo, stale, commit_message="?", revision="nope"), 404)
bad_card = [CommitOperationAdd("README.md", b"---\ntags: [\n---\n")]
raises(ValueError, lambda: alice.create_commit(repo, bad_card, commit_message="Bad card"))
same(alice.model_info(repo).sha, commit.oid)
step("what is not there, not allowed or not valid is refused and changes nothing")

awful = [
    "subpath/to/awful? filename%you:should,never.give",
    "sp ace/plus+and&amp=and#hash.txt",
    "ünïcödé/模型 名.txt",
    "quo'te\"s/[brackets] {braces} $dollar.txt",
    "100%/%2F%20encoded.txt",
    "~tilde;semicolon@at!.txt",
]
alice.create_commit(
    repo, [CommitOperationAdd(path, path.encode()) for path in awful], commit_message="Awful names"
)
assert set(awful) <= set(alice.list_repo_files(repo))
for path in awful:
    same(read(path), path.encode())
    assert bob.file_exists(repo, path)
same({found.path for found in bob.get_paths_info(repo, awful)}, set(awful))
alice.upload_file(path_or_fileobj=large + b"!", path_in_repo=f"{awful[2]}.bin", repo_id=repo)
same(read(f"{awful[2]}.bin"), large + b"!")
step("awful file names go up and come down")

alice.delete_file(awful[0], repo)
alice.delete_folder("ünïcödé", repo)
alice.delete_files(repo, ["copied/*"])
left = alice.list_repo_files(repo)
assert awful[0] not in left and not [path for path in left if path.startswith(("ünïcödé", "copied"))]
step("delete_file, delete_folder and delete_files do so")

small, big = bob.get_paths_info(repo, ["disk.txt", "weights.bin"])
same([small.blob_id, small.size, small.lfs], [git_sha1(b"from disk"), 9, None])
same([big.size, big.lfs.sha256, big.lfs.size], [len(large), sha256(large), len(large)])
same(read("weights.bin", "main"), large)
step("every file is named by its hash")

try:
    alice.create_commit(repo, [CommitOperationAdd("x", b"x")], commit_message="")
except (ValueError, BadRequestError):
    step("a commit needs a message")
