"""hf_xet remembers for weeks which chunks it sent or was told of, and builds on them without asking. Argument: a case."""

import random
import sys
import tempfile
from pathlib import Path

from huggingface_hub import get_session, hf_hub_url
from huggingface_hub.utils import build_hf_headers
from steps import MAJOR, alice, bob, new_repo, same, step

[case] = sys.argv[1:]
content = random.Random(f"{case} {MAJOR}").randbytes(2_000_000)
path = Path(tempfile.mkdtemp()) / "a.bin"
path.write_bytes(content)


def upload(repo: str, who=alice) -> None:
    who.upload_file(path_or_fileobj=path, path_in_repo="a.bin", repo_id=repo)
    # By plain HTTP: for as long as a token to read lives, the client goes on with one of the repo that is gone.
    answer = get_session().get(hf_hub_url(repo, "a.bin"), headers=build_hf_headers(token=who.token))
    same(answer.content == content, True)


def private_then_public() -> None:
    upload(new_repo("known-private", private=True))
    upload(new_repo("known-public"))


def deleted_then_new() -> None:
    upload(new_repo("known-gone"))
    alice.delete_repo(f"alice/known-gone-{MAJOR}")
    upload(new_repo("known-gone"))


def told_then_private() -> None:
    theirs = f"bob/known-told-{MAJOR}"
    upload(new_repo("known-shared"))
    bob.create_repo(theirs)
    upload(theirs, bob)
    alice.update_repo_settings(f"alice/known-shared-{MAJOR}", private=True)
    bob.delete_repo(theirs)
    bob.create_repo(theirs)
    upload(theirs, bob)


cases = [private_then_public, deleted_then_new, told_then_private]
{one.__name__: one for one in cases}[case]()
step(case)
