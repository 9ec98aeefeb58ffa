"""An old client sends a folder to a new repo, or fetches a repo. Arguments: upload or download, the repo, the folder."""

import sys

from steps import alice, step

act, repo, folder = sys.argv[1:]
if act == "upload":
    alice.create_repo(repo)
    alice.upload_folder(repo_id=repo, folder_path=folder)
else:
    alice.snapshot_download(repo, local_dir=folder)
step(act)
