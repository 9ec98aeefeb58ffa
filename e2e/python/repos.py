"""Repos are made, found, changed, moved and deleted."""

from huggingface_hub.errors import HfHubHTTPError, RepositoryNotFoundError
from steps import ENDPOINT, MAJOR, alice, anonymous, bob, new_repo, raises, same, step

who = alice.whoami()
same([who["type"], who["name"], [org["name"] for org in who["orgs"]]], ["user", "alice", ["lab"]])
same(who["auth"]["accessToken"]["role"], "write")
step("whoami names alice, her organisation and her token's role")

url = alice.create_repo(f"first-{MAJOR}")
repo = url.repo_id
same(repo, f"alice/first-{MAJOR}")
same(str(url), f"{ENDPOINT}/{repo}")
same(str(alice.create_repo(repo, exist_ok=True)), str(url))
raises(HfHubHTTPError, lambda: alice.create_repo(repo), 409, "already created")
step("create_repo answers with the URL; exist_ok forgives, without it 409")

for repo_type, options in [("dataset", {}), ("space", {"space_sdk": "gradio"})]:
    made = alice.create_repo(repo, repo_type=repo_type, **options)
    same(str(made), f"{ENDPOINT}/{repo_type}s/{repo}")
    assert alice.repo_exists(repo, repo_type=repo_type)
raises(HfHubHTTPError, lambda: bob.create_repo(f"alice/bobs-{MAJOR}"), 403)
step("a model, a dataset and a Space may share a name; nobody creates for alice but alice")

same(alice.list_repo_files(repo), [".gitattributes"])
same([commit.title for commit in alice.list_repo_commits(repo)], ["initial commit"])
same([branch.name for branch in alice.list_repo_refs(repo).branches], ["main"])
step("a new repo has one commit with .gitattributes")

assert sorted(alice.list_repo_files(repo, repo_type="space")) == [".gitattributes", "README.md"]
same(alice.space_info(repo).sdk, "gradio")
step("a new Space has a README that tells its sdk")

secret = new_repo("secret", private=True)
assert alice.model_info(secret).private is True
raises(RepositoryNotFoundError, lambda: bob.model_info(secret), 404)
raises(RepositoryNotFoundError, lambda: anonymous.model_info(secret), 401)
assert not bob.repo_exists(secret) and not anonymous.repo_exists(secret) and alice.repo_exists(secret)
raises(RepositoryNotFoundError, lambda: bob.hf_hub_download(secret, ".gitattributes"), 404)
assert secret not in [model.id for model in bob.list_models(author="alice")]
assert secret in [model.id for model in alice.list_models(author="alice")]
step("a private repo does not exist for bob and for strangers")

alice.update_repo_settings(secret, private=False)
assert bob.model_info(secret).private is False
alice.update_repo_settings(secret, visibility="private")
assert not bob.repo_exists(secret)
raises(HfHubHTTPError, lambda: bob.update_repo_settings(repo, private=True), 403)
step("alice opens and closes it; bob may not")

alice.auth_check(secret)
raises(RepositoryNotFoundError, lambda: bob.auth_check(secret), 404)
bob.auth_check(repo)
step("auth_check knows who may read")

team = new_repo("team", owner="lab", private=True)
assert alice.repo_exists(team) and not bob.repo_exists(team)
raises(HfHubHTTPError, lambda: bob.create_repo(f"lab/bobs-{MAJOR}"), 403)
step("an organisation's private repo is for its members")

old, new = f"alice/old-{MAJOR}", f"lab/new-{MAJOR}"
alice.create_repo(old)
info = alice.upload_file(path_or_fileobj=b"moved", path_in_repo="note.txt", repo_id=old)
alice.move_repo(from_id=old, to_id=new)
same(alice.model_info(old).id, new)
same(alice.model_info(new).sha, info.oid)
with open(bob.hf_hub_download(old, "note.txt")) as note:
    same(note.read(), "moved")
alice.upload_file(path_or_fileobj=b"again", path_in_repo="again.txt", repo_id=old)
assert alice.file_exists(new, "again.txt")
raises(HfHubHTTPError, lambda: alice.move_repo(from_id=repo, to_id=new))
step("a moved repo answers to its old name, and does not run over another")

raises(HfHubHTTPError, lambda: bob.delete_repo(repo), 403)
alice.delete_repo(repo)
raises(RepositoryNotFoundError, lambda: alice.delete_repo(repo), 404)
alice.delete_repo(repo, missing_ok=True)
assert not alice.repo_exists(repo) and alice.repo_exists(repo, repo_type="dataset")
step("delete_repo takes the model and leaves the dataset of the same name")

bad = raises(HfHubHTTPError, lambda: type(alice)(token="hf_" + "x" * 34).whoami(), 401)
assert "Invalid" in str(bad)
step("a bad token is told so")
