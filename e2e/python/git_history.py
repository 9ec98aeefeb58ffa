"""A repo that was pushed with git, as huggingface_hub sees it: the same files, the same history."""

import subprocess
import sys
from pathlib import Path

from huggingface_hub import CommitOperationAdd
from huggingface_hub.hf_api import RepoFile
from steps import alice, anonymous, git_sha1, same, step

repo, source = sys.argv[1:]


def git(*args: str) -> str:
    return subprocess.run(["git", "-C", source, *args], check=True, capture_output=True, text=True).stdout


def listed(revision: str) -> dict:
    """Path → blob, as git lists them."""
    entries = [line.split(None, 3) for line in git("ls-tree", "-r", "-z", revision).split("\0") if line]
    return {path: oid for _, _, oid, path in entries}


head = git("rev-parse", "main").strip()
history = git("rev-list", "main").split()

found = list(anonymous.list_repo_tree(repo, recursive=True))
same({entry.path: entry.blob_id for entry in found if isinstance(entry, RepoFile)}, listed("main"))
step(f"{len(found)} files and folders are those that were pushed")

for folder in ("flat", "folder-9"):
    entries = list(anonymous.list_repo_tree(repo, folder))
    same([entry.path for entry in entries], [path for path in listed("main") if path.startswith(f"{folder}/")])
    step(f"so is one folder of {len(entries)}")

info = anonymous.model_info(repo)
names = [sibling.rfilename for sibling in info.siblings]
same([info.sha, names], [head, list(listed("main"))[: len(names)]])
# one answer names 100,000 files and folders at most; the tree above tells them all, page by page
assert len(names) > min(99_000, len(listed("main")) - 1)
step(f"model_info names the first {len(names)} files")

commits = anonymous.list_repo_commits(repo)
same([commit.commit_id for commit in commits], history)
same(commits[0].title, git("log", "-1", "--format=%s", "main").strip())
step(f"{len(commits)} commits are those that were pushed")

for revision in (head, history[len(history) // 2], history[-2]):
    files = listed(revision)
    for path in list(files)[:: max(1, len(files) // 5)]:
        local = anonymous.hf_hub_download(repo, path, revision=revision)
        same(git_sha1(Path(local).read_bytes()), files[path])
step("files come down as they were at any commit")

paths = list(listed("main"))[:1000]
same(sorted(entry.path for entry in anonymous.get_paths_info(repo, paths)), sorted(paths))
step("and so is what is told of some of them")

made = alice.create_commit(
    repo, [CommitOperationAdd("flat/file-0.txt", b"by huggingface_hub")], commit_message="Not by git"
)
same(anonymous.list_repo_commits(repo)[0].commit_id, made.oid)
step("a commit goes on where git was")
