"""What every script here starts with: alice's and bob's API, a name nobody has used, and a line per step."""

import hashlib
import os
import time
from pathlib import Path

import huggingface_hub
from huggingface_hub import HfApi

MAJOR = huggingface_hub.__version__.split(".")[0]
ENDPOINT = os.environ["HF_ENDPOINT"]

alice = HfApi(token=os.environ["HF_TOKEN"])
bob = HfApi(token=os.environ["KAIHUB_BOB_TOKEN"])
anonymous = HfApi(token=False)


def step(text: str) -> None:
    """Said after the assertions of a step, so that the last line shows how far a failed script came."""
    print(f"ok {text}", flush=True)


def new_repo(name: str, owner: str = "alice", **options) -> str:
    return alice.create_repo(f"{owner}/{name}-{MAJOR}", **options).repo_id


def raises(kind, call, status=None, says=None):
    """The error that a call ends with: of this kind, status and text."""
    try:
        result = call()
    except Exception as error:
        assert isinstance(error, kind), f"expected {kind.__name__}, got {type(error).__name__}: {error}"
        if status is not None:
            assert error.response.status_code == status, f"expected {status}, got {error.response.status_code}: {error}"
        if says is not None:
            assert says in str(error), f"expected {says!r} in: {error}"
        return error
    raise AssertionError(f"expected {kind.__name__}, got {result!r}")


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def git_sha1(content: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


def write_files(folder: Path, files: dict) -> Path:
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


def same(found, expected):
    assert found == expected, f"\n  found    {found!r}\n  expected {expected!r}"


def soon(call, expected):
    """Lists learn what a card says a moment after its commit; they have ten seconds."""
    deadline = time.monotonic() + 10
    while (found := call()) != expected and time.monotonic() < deadline:
        time.sleep(0.1)
    same(found, expected)
