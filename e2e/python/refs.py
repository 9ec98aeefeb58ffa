"""Branches, tags and history."""

from pathlib import Path

from huggingface_hub.errors import BadRequestError, HfHubHTTPError, RevisionNotFoundError
from steps import alice, bob, new_repo, raises, same, step

repo = new_repo("refs")


def put(text: str, revision=None) -> str:
    return alice.upload_file(
        path_or_fileobj=text.encode(), path_in_repo="note.txt", repo_id=repo, revision=revision, commit_message=text
    ).oid


def read(revision: str) -> str:
    return Path(bob.hf_hub_download(repo, "note.txt", revision=revision)).read_text()


one, two = put("one"), put("two")

alice.create_branch(repo, branch="dev", revision=one)
raises(HfHubHTTPError, lambda: alice.create_branch(repo, branch="dev"), 409)
alice.create_branch(repo, branch="dev", exist_ok=True)
alice.create_branch(repo, branch="feature/with/slashes")
raises(RevisionNotFoundError, lambda: alice.create_branch(repo, branch="x", revision="nowhere"), 404)
three = put("three", "dev")
same([read("main"), read("dev"), read("feature/with/slashes")], ["two", "three", "two"])
same(put("four", "feature/with/slashes"), alice.model_info(repo, revision="feature/with/slashes").sha)
step("branches start where they are told and go their own way")

alice.create_tag(repo, tag="v1", revision=one, tag_message="The first")
alice.create_tag(repo, tag="v2")
alice.create_tag(repo, tag="v2", exist_ok=True)
raises(HfHubHTTPError, lambda: alice.create_tag(repo, tag="v1"), 409)
same([read("v1"), read("v2")], ["one", "two"])
step("tags stay where they are")

refs = bob.list_repo_refs(repo)
same({branch.name: branch.ref for branch in refs.branches}["dev"], "refs/heads/dev")
same({branch.name: branch.target_commit for branch in refs.branches}["main"], two)
same(sorted(branch.name for branch in refs.branches), ["dev", "feature/with/slashes", "main"])
same({tag.name: [tag.ref, tag.target_commit] for tag in refs.tags}, {"v1": ["refs/tags/v1", one], "v2": ["refs/tags/v2", two]})
same([refs.converts, refs.pull_requests], [[], None])
same(bob.list_repo_refs(repo, include_pull_requests=True).pull_requests, [])
step("list_repo_refs tells all of them")

same([read("refs/heads/dev"), read(one), read("refs/tags/v1")], ["three", "one", "one"])
same(bob.model_info(repo, revision=one[:8]).sha, one)
assert bob.revision_exists(repo, "dev") and bob.revision_exists(repo, one) and not bob.revision_exists(repo, "nope")
raises(RevisionNotFoundError, lambda: bob.model_info(repo, revision="nope"), 404)
raises(RevisionNotFoundError, lambda: bob.hf_hub_download(repo, "note.txt", revision="0" * 40), 404)
step("a revision is a branch, a tag, a full ref or a commit, short ones too")

same([commit.title for commit in bob.list_repo_commits(repo, revision="dev")], ["three", "one", "initial commit"])
formatted = bob.list_repo_commits(repo, formatted=True)
assert "two" in formatted[0].formatted_title
assert formatted[0].created_at >= formatted[1].created_at
step("list_repo_commits tells newest first")

for number in range(60):
    put(f"{number} of 60", "dev")
titles = [commit.title for commit in bob.list_repo_commits(repo, revision="dev")]
same([len(titles), titles[0], titles[-1]], [63, "59 of 60", "initial commit"])
step("a long history comes in pages")

raises(HfHubHTTPError, lambda: bob.create_branch(repo, branch="bobs"), 403)
raises(HfHubHTTPError, lambda: bob.delete_tag(repo, tag="v1"), 403)
alice.delete_branch(repo, branch="feature/with/slashes")
alice.delete_tag(repo, tag="v1")
raises(RevisionNotFoundError, lambda: alice.delete_branch(repo, branch="gone"), 404)
raises(RevisionNotFoundError, lambda: alice.delete_tag(repo, tag="v1"), 404)
main = raises(HfHubHTTPError, lambda: alice.delete_branch(repo, branch="main"))
assert "Cannot delete" in str(main)
assert not bob.revision_exists(repo, "v1")
step("branches and tags are deleted, main is not")

raises(BadRequestError, lambda: alice.create_branch(repo, branch="bad..name"), 400)
step("a bad branch name is refused")

before = [found.blob_id for found in bob.list_repo_tree(repo, revision="dev")]
alice.super_squash_history(repo, branch="dev", commit_message="All in one")
same([commit.title for commit in bob.list_repo_commits(repo, revision="dev")], ["All in one"])
same([found.blob_id for found in bob.list_repo_tree(repo, revision="dev")], before)
same([read("main"), read("v2")], ["two", "two"])
step("super_squash_history keeps the files and forgets the way")
