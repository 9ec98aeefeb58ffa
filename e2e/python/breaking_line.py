"""A file goes up and comes down over a line that breaks in the middle. Arguments: a name, the file."""

import sys
from pathlib import Path

from steps import alice, bob, new_repo, same, sha256, step

name, source = sys.argv[1], Path(sys.argv[2])
repo = new_repo(f"line-{name}")
alice.upload_file(path_or_fileobj=source, path_in_repo="weights.bin", repo_id=repo)
step("it went up")
down = Path(bob.hf_hub_download(repo, "weights.bin"))
same(sha256(down.read_bytes()), sha256(source.read_bytes()))
step("and came down")
