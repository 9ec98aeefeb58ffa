"""Repos are found by name, owner, tag and order, page by page."""

from huggingface_hub.errors import BadRequestError
from huggingface_hub.utils import get_session
from steps import ENDPOINT, MAJOR, alice, anonymous, bob, raises, same, soon, step

prefix = f"list{MAJOR}"
card = """---
license: mit
language: en
tags: [{tag}]
library_name: transformers
pipeline_tag: {task}
datasets: [alice/data]
---
# A card
"""


def make(name: str, tag: str, task: str, owner: str = "alice") -> str:
    repo = alice.create_repo(f"{owner}/{prefix}-{name}").repo_id
    content = card.format(tag=tag, task=task).encode()
    alice.upload_file(path_or_fileobj=content, path_in_repo="README.md", repo_id=repo)
    return repo


bear = make("Bear", "forest", "text-classification")
bee = make("bee", "meadow", "text-generation")
beetle = make("beetle", "meadow", "text-classification", owner="lab")
for number in range(5):
    alice.create_repo(f"alice/{prefix}-many-{number}")


def ids(**options):
    return [model.id for model in bob.list_models(search=prefix, **options)]


soon(lambda: set(ids(filter="license:mit")), {bear, bee, beetle})
same(set(ids(filter="meadow")), {bee, beetle})
same(ids(filter=["meadow", "text-classification"]), [beetle])
same(ids(filter="license:mit", author="lab"), [beetle])
same(set(ids(pipeline_tag="text-classification")), {bear, beetle})
same(set(ids(filter="dataset:alice/data")), {bear, bee, beetle})
same(set(ids(filter="en")), {bear, bee, beetle})
same(ids(filter="meadow", author="nobody"), [])
step("filters narrow by tag, task, license, language and author")

same([model.id for model in bob.list_models(search=f"{prefix}-BEAR")], [bear])
same({model.id for model in anonymous.list_models(search=f"{prefix}-bee")}, {bee, beetle})
same([model.id for model in anonymous.list_models(search=f"lab/{prefix}-bee")], [beetle])
step("search looks into the whole id and ignores case")

newest = ids(sort="created_at")
same(newest, [f"alice/{prefix}-many-{number}" for number in (4, 3, 2, 1, 0)] + [beetle, bee, bear])
same(ids(sort="last_modified", author="lab"), [beetle])
same(ids(sort="created_at", limit=3), newest[:3])
step("sort and limit do so")

by_page, url = [], f"{ENDPOINT}/api/models?search={prefix}&sort=createdAt&limit=3"
while url:
    page = get_session().get(url)
    by_page.append([model["id"] for model in page.json()])
    url = page.links.get("next", {}).get("url")
same(by_page, [newest[0:3], newest[3:6], newest[6:8]])
step("pages follow each other by their Link, without gap or double")

[model] = list(bob.list_models(search=f"{prefix}-bear", full=True))
same([model.author, model.sha], ["alice", alice.model_info(bear).sha])
same({file.rfilename for file in model.siblings}, {".gitattributes", "README.md"})
assert model.last_modified >= model.created_at
[model] = list(bob.list_models(search=f"{prefix}-bear", cardData=True))
same([model.card_data.license, model.card_data.tags], ["mit", ["forest"]])
[model] = list(bob.list_models(search=f"{prefix}-bear", expand=["likes", "downloads", "tags", "pipeline_tag"]))
same([model.likes, model.downloads, model.pipeline_tag, model.sha], [0, 0, "text-classification", None])
assert {"forest", "transformers", "license:mit", "en", "dataset:alice/data"} <= set(model.tags)
raises(BadRequestError, lambda: list(bob.list_models(search=prefix, expand=["nonsense"])), 400, "must be one of")
step("a list tells as much as it is asked for")

data = alice.create_repo(f"alice/{prefix}-data", repo_type="dataset").repo_id
front = "---\nlicense: mit\ntask_categories: [text-classification]\nlanguage: [de]\n---\n"
alice.upload_file(path_or_fileobj=front.encode(), path_in_repo="README.md", repo_id=data, repo_type="dataset")
same([found.id for found in bob.list_datasets(search=prefix)], [data])
soon(lambda: [found.id for found in bob.list_datasets(search=prefix, task_categories="text-classification")], [data])
same([found.id for found in bob.list_datasets(search=prefix, language="de", author="alice")], [data])
same([found.id for found in bob.list_datasets(search=prefix, language="fr")], [])
space = alice.create_repo(f"alice/{prefix}-space", repo_type="space", space_sdk="static").repo_id
same([[found.id, found.sdk] for found in bob.list_spaces(search=prefix)], [[space, "static"]])
step("datasets and Spaces have lists of their own")

info = bob.model_info(bear, files_metadata=True)
readme = next(file for file in info.siblings if file.rfilename == "README.md")
same(readme.size, len(card.format(tag="forest", task="text-classification")))
assert readme.blob_id and readme.lfs is None
same([info.id, info.author, info.private, info.gated, info.disabled], [bear, "alice", False, False, False])
same([info.card_data.license, info.library_name, info.pipeline_tag], ["mit", "transformers", "text-classification"])
only = bob.model_info(bear, expand=["sha", "cardData"])
same([only.sha, only.card_data.license, only.siblings], [info.sha, "mit", None])
same(bob.model_info(bear.lower()).id, bear)
step("model_info tells files with their sizes, or only what was asked for")
