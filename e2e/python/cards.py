"""Cards: the README of a repo and its metadata."""

from huggingface_hub import DatasetCard, ModelCard, ModelCardData, metadata_load, metadata_update
from steps import MAJOR, alice, bob, new_repo, raises, same, step

repo = new_repo("cards")
data = ModelCardData(
    language=["en", "de"],
    license="apache-2.0",
    library_name="transformers",
    tags=["kept"],
    datasets=["alice/words"],
    base_model="alice/parent",
    base_model_relation="finetune",
    pipeline_tag="text-classification",
    model_name="Tiny",
)
card = ModelCard.from_template(data, model_description="A model of **words**.")


def push(content, repo_type="model", name=repo):
    """The 1.x client checks a card at a fixed address before it pushes one; here it uploads the file itself."""
    if MAJOR == "1":
        return alice.upload_file(
            path_or_fileobj=str(content).encode(), path_in_repo="README.md", repo_id=name, repo_type=repo_type
        )
    return content.push_to_hub(name, repo_type=repo_type)


push(card)
loaded = ModelCard.load(repo, token=False)
same(loaded.data.to_dict(), data.to_dict())
assert "A model of **words**." in loaded.text
step("a card that was pushed is loaded again")

info = bob.model_info(repo)
same(info.card_data.to_dict()["base_model"], "alice/parent")
expected = {"transformers", "kept", "en", "de", "license:apache-2.0", "dataset:alice/words", "text-classification"}
same(expected - set(info.tags), set())
assert {"base_model:alice/parent", "base_model:finetune:alice/parent"} <= set(info.tags)
step("its metadata become tags")

if MAJOR == "2":
    metadata_update(repo, {"license": "mit", "tags": ["added"]}, overwrite=True)
    updated = metadata_load(bob.hf_hub_download(repo, "README.md"))
    same([updated["license"], updated["tags"]], ["mit", ["added"]])
    same(ModelCard.load(repo).text, loaded.text)
    step("metadata_update changes the front matter alone")

raises(ValueError, lambda: push(ModelCard("---\nlicense: no-such-license\n---\n")))
step("a card with a license that does not exist is refused")

words = new_repo("card-data", repo_type="dataset")
front = "---\npretty_name: Words\nsize_categories: [n<1K]\ntask_categories: [text-classification]\n---\n# Words\n"
push(DatasetCard(front), "dataset", words)
found = bob.dataset_info(words)
same(found.card_data["pretty_name"], "Words")
assert {"task_categories:text-classification", "size_categories:n<1K"} <= set(found.tags)
step("a dataset has its own card")
