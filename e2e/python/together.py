"""Many people commit to one branch at the same time; every commit lands."""

from concurrent.futures import ThreadPoolExecutor

from huggingface_hub import CommitOperationAdd
from steps import alice, bob, new_repo, same, step

repo = new_repo("together")
shared = b"\0" * 100_000


def commit(number: int) -> str:
    operations = [CommitOperationAdd(f"note-{number}.txt", str(number).encode()), CommitOperationAdd("same.bin", shared)]
    return alice.create_commit(repo, operations, commit_message=f"Number {number}").oid


with ThreadPoolExecutor(8) as threads:
    commits = list(threads.map(commit, range(24)))
files = bob.list_repo_files(repo)
same({name for name in files if name.startswith("note-")}, {f"note-{number}.txt" for number in range(24)})
same({found.commit_id for found in bob.list_repo_commits(repo)} >= set(commits), True)
step("24 commits by 8 at a time, none lost")

with ThreadPoolExecutor(8) as threads:
    repos = list(threads.map(lambda _: alice.create_repo(f"{repo}-once", exist_ok=True).repo_id, range(8)))
same(set(repos), {f"{repo}-once"})
step("one repo made by 8 at once is one repo")
