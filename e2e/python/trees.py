"""What is in a repo, at a revision, folder by folder."""

from huggingface_hub import CommitOperationAdd
from huggingface_hub.errors import EntryNotFoundError, RemoteEntryNotFoundError, RepositoryNotFoundError
from huggingface_hub.hf_api import RepoFile, RepoFolder
from steps import alice, anonymous, bob, git_sha1, new_repo, raises, same, sha256, step

repo = new_repo("trees")
first = alice.create_commit(
    repo,
    [
        CommitOperationAdd("a.txt", b"a"),
        CommitOperationAdd("folder/b.txt", b"bb"),
        CommitOperationAdd("folder/inner/c.bin", b"\0c" * 500),
        CommitOperationAdd("z.txt", b"z"),
    ],
    commit_message="First files",
)
second = alice.upload_file(path_or_fileobj=b"zz", path_in_repo="z.txt", repo_id=repo, commit_message="Second")

same([found.path for found in bob.list_repo_tree(repo)], [".gitattributes", "a.txt", "folder", "z.txt"])
everything = list(bob.list_repo_tree(repo, recursive=True, expand=True))
same(
    [found.path for found in everything],
    [".gitattributes", "a.txt", "folder", "folder/b.txt", "folder/inner", "folder/inner/c.bin", "z.txt"],
)
by_path = {found.path: found for found in everything}
assert isinstance(by_path["folder"], RepoFolder) and isinstance(by_path["a.txt"], RepoFile)
c = by_path["folder/inner/c.bin"]
same([c.size, c.lfs.size, c.lfs.sha256], [1000, 1000, sha256(b"\0c" * 500)])
pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 1000\n" % sha256(b"\0c" * 500).encode()
same([c.blob_id, c.lfs.pointer_size], [git_sha1(pointer), len(pointer)])
same([by_path["a.txt"].blob_id, by_path["a.txt"].size], [git_sha1(b"a"), 1])
step("list_repo_tree tells paths, sizes and hashes in git's order")

same([by_path["z.txt"].last_commit.oid, by_path["z.txt"].last_commit.title], [second.oid, "Second"])
same(by_path["folder"].last_commit.oid, first.oid)
same(c.last_commit.title, "First files")
step("expand tells the last commit of each")

same([found.path for found in bob.list_repo_tree(repo, "folder")], ["folder/b.txt", "folder/inner"])
same([found.path for found in bob.list_repo_tree(repo, "folder/inner")], ["folder/inner/c.bin"])
old = {found.path: found for found in bob.list_repo_tree(repo, revision=first.oid)}
same(old["z.txt"].size, 1)
raises(RemoteEntryNotFoundError, lambda: list(bob.list_repo_tree(repo, "nowhere")), 404)
raises(RepositoryNotFoundError, lambda: list(anonymous.list_repo_tree("alice/nothing")), 401)
step("a tree is read by folder and by revision; a missing folder is told")

found = bob.get_paths_info(repo, ["folder", "z.txt", "nowhere.txt"], expand=True)
same(sorted(entry.path for entry in found), ["folder", "z.txt"])
same(next(entry for entry in found if entry.path == "z.txt").last_commit.oid, second.oid)
same(bob.get_paths_info(repo, "nowhere.txt"), [])
same(len(bob.get_paths_info(repo, [f"missing/{number}" for number in range(1200)] + ["a.txt"])), 1)
step("get_paths_info tells what is there and is silent about the rest")

assert bob.file_exists(repo, "folder/b.txt") and not bob.file_exists(repo, "folder/x.txt")
assert not bob.file_exists(repo, "folder/b.txt", revision="nope") and not bob.file_exists("alice/nothing", "a.txt")
raises(EntryNotFoundError, lambda: bob.hf_hub_download(repo, "folder/x.txt"), 404)
step("file_exists tells yes and no")

many = [CommitOperationAdd(f"many/{number:04}.txt", str(number).encode()) for number in range(2500)]
alice.create_commit(repo, many, commit_message="Many files")
names = [found.path for found in bob.list_repo_tree(repo, "many", recursive=True)]
same(names, [f"many/{number:04}.txt" for number in range(2500)])
same(len(list(bob.list_repo_tree(repo, "many", expand=True))), 2500)
step("a folder of thousands comes whole, in pages where there are pages")
