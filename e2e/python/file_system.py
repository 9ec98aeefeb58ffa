"""HfFileSystem: the hub as folders and files that are read in parts."""

from huggingface_hub import HfFileSystem
from steps import new_repo, raises, same, step

repo = new_repo("file-system", repo_type="dataset")
fs = HfFileSystem(token=__import__("os").environ["HF_TOKEN"])
root = f"datasets/{repo}"
numbers = b"".join(b"%09d\n" % number for number in range(200_000))

with fs.open(f"{root}/data/numbers.bin", "wb") as file:
    file.write(numbers)
with fs.open(f"{root}/data/notes/one.txt", "w") as file:
    file.write("one")
fs.pipe_file(f"{root}/data/notes/two.txt", b"two")
step("files are written")

same(sorted(fs.ls(f"{root}/data", detail=False)), [f"{root}/data/notes", f"{root}/data/numbers.bin"])
same(sorted(fs.glob(f"{root}/**/*.txt")), [f"{root}/data/notes/one.txt", f"{root}/data/notes/two.txt"])
same(sorted(fs.glob(f"hf://{root}/data/*/t*.txt")), [f"{root}/data/notes/two.txt"])
same(len(fs.find(root)), 4)
same([fs.exists(f"{root}/data/notes"), fs.exists(f"{root}/none")], [True, False])
same([fs.isdir(f"{root}/data"), fs.isfile(f"{root}/data/numbers.bin")], [True, True])
same(fs.info(f"{root}/data/numbers.bin")["size"], len(numbers))
step("ls, glob, find, info and exists see them")

with fs.open(f"{root}/data/numbers.bin", "rb", block_size=4096) as file:
    file.seek(1_000_000)
    same(file.read(10), b"000100000\n")
    file.seek(-10, 2)
    same(file.read(), b"000199999\n")
same(fs.cat_file(f"{root}/data/numbers.bin", start=50, end=60), b"000000005\n")
same(fs.read_block(f"{root}/data/numbers.bin", 999_995, 20, delimiter=b"\n"), b"000100000\n000100001\n")
same(fs.cat(f"{root}/data/numbers.bin"), numbers)
step("parts are read where they are asked for")

fs.cp_file(f"{root}/data/notes/one.txt", f"{root}/data/three.txt")
fs.rm(f"{root}/data/notes", recursive=True)
fs.invalidate_cache()
same(sorted(fs.ls(f"{root}/data", detail=False)), [f"{root}/data/numbers.bin", f"{root}/data/three.txt"])
same(fs.cat(f"{root}@main/data/three.txt"), b"one")
raises(FileNotFoundError, lambda: fs.ls(f"{root}/data/notes"))
raises(FileNotFoundError, lambda: fs.open(f"datasets/alice/nothing/x.txt"))
step("copy and remove work, and what is gone is not found")
