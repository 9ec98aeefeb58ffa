"""Datasets load from the hub in every common format, whole or as a stream, and are pushed to it."""

import json
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from datasets import Dataset, DatasetDict, load_dataset, load_dataset_builder
from datasets.exceptions import DatasetNotFoundError

from steps import alice, new_repo, raises, same, step, write_files

rows = [{"id": number, "word": f"wört {number}, \"quoted\"", "half": number / 2} for number in range(1000)]
frame = Dataset.from_list(rows)
work = Path(tempfile.mkdtemp())


def upload(name: str, files: dict, card: str = "", **options) -> str:
    repo = new_repo(name, repo_type="dataset", **options)
    folder = write_files(work / name, files)
    if card:
        (folder / "README.md").write_text(card)
    alice.upload_folder(repo_id=repo, repo_type="dataset", folder_path=folder)
    return repo


def parquet(part: list) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(part), sink, row_group_size=100)
    return sink.getvalue().to_pybytes()


def check(repo: str) -> None:
    loaded = load_dataset(repo)
    same(list(loaded), ["test", "train"] if "test" in loaded else ["train"])
    same([dict(row) for row in loaded["train"]], rows)
    streamed = load_dataset(repo, split="train", streaming=True)
    same([dict(row) for row in streamed.take(3)], rows[:3])
    same(sum(1 for _ in streamed), len(rows))


csv = work / "words.csv"
frame.to_csv(csv)
check(upload("csv", {"train.csv": csv.read_bytes()}))
step("CSV, whole and as a stream")

lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
check(upload("jsonl", {"data/train.jsonl": lines}))
step("JSONL, whole and as a stream")

card = """---
configs:
- config_name: default
  data_files:
  - {split: train, path: parts/train-*.parquet}
  - {split: test, path: parts/test.parquet}
- config_name: small
  data_files: parts/test.parquet
---
"""
parts = {
    "parts/train-0.parquet": parquet(rows[:500]),
    "parts/train-1.parquet": parquet(rows[500:]),
    "parts/test.parquet": parquet(rows[:10]),
}
words = upload("parquet", parts, card, private=True)
raises(DatasetNotFoundError, lambda: load_dataset(words, token=False))
raises(DatasetNotFoundError, lambda: load_dataset("alice/no-such-data"))
step("what one may not read does not exist")

loaded = load_dataset(words)
same({split: len(part) for split, part in loaded.items()}, {"train": 1000, "test": 10})
same([dict(row) for row in loaded["train"]], rows)
same(len(load_dataset(words, "small", split="train")), 10)
streamed = load_dataset(words, split="train", streaming=True)
same([dict(row) for row in streamed.skip(700).take(2)], rows[700:702])
same(load_dataset_builder(words).config.name, "default")
step("Parquet in parts and configurations, from a private repo")

pushed = f"{words}-pushed"
splits = DatasetDict({"train": frame, "test": frame.select(range(10))})
splits.push_to_hub(pushed, num_shards={"train": 3, "test": 1})
again = load_dataset(pushed)
same({split: len(part) for split, part in again.items()}, {"train": 1000, "test": 10})
same([dict(row) for row in again["train"]], rows)
same(again["train"].features, frame.features)
files = alice.list_repo_files(pushed, repo_type="dataset")
same(len([name for name in files if name.startswith("data/train-")]), 3)
step("push_to_hub brings splits in shards, and they load again")

frame.select(range(5)).push_to_hub(pushed, "other", split="train", commit_message="Another configuration")
same(len(load_dataset(pushed, "other", split="train")), 5)
same(len(load_dataset(pushed, split="train", download_mode="force_redownload")), 1000)
step("another configuration stands beside the first")

frame.push_to_hub(pushed, revision="draft", private=True)
same(len(load_dataset(pushed, revision="draft", split="train")), 1000)
step("push_to_hub makes a branch")
