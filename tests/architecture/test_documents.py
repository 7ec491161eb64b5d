"""The documents name only what there is: files, folders and commands."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
PATH = re.compile(r"`([\w.-]+/[\w./*-]*)`")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
COMMAND = re.compile(r"\./dev (bench|drill) ([a-z_-]+)")


def names(path: Path) -> list[str]:
    """Return the paths in a document that begin with a folder of the project."""
    ours = {folder.name for folder in ROOT.iterdir() if folder.is_dir()}
    found = PATH.findall(path.read_text(encoding="utf-8"))
    return [name for name in found if name.split("/")[0] in ours and not name.startswith("var/")]


def exists(name: str) -> bool:
    """Return whether there is such a file, folder, template or module, or a module with such an attribute."""
    module = (ROOT / name).with_suffix(".py")
    return bool([*ROOT.glob(name), *ROOT.glob(f"templates/{name}")]) or module.exists()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_names_paths_that_exist(document: Path) -> None:
    assert [name for name in names(document) if not exists(name)] == []
    links = LINK.findall(document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_documents_name_paths() -> None:
    assert sum(len(names(document)) for document in DOCUMENTS) > 100


def test_the_benches_and_drills_are_those_that_the_documents_and_the_help_name() -> None:
    texts = [document.read_text(encoding="utf-8") for document in DOCUMENTS]
    named = {found for text in texts for found in COMMAND.findall(text)}
    folders = {"bench": ROOT / "bench", "drill": ROOT / "bench" / "drills"}
    there = {kind: {file.stem for file in folder.glob("[a-z]*.py")} for kind, folder in folders.items()}
    assert {name for kind, name in named if name not in there[kind]} == set()
    helped = (ROOT / "dev").read_text(encoding="utf-8").partition("TEXT\n}")[0]
    untold = [name for names in there.values() for name in sorted(names) if not re.search(rf"\b{name}\b", helped)]
    assert untold == []
