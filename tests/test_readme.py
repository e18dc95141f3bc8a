"""The README names what there is, and only that."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE")
PAGES += tuple(
    f"recipes/{name}.md"
    for name in "README chapter equation explorable".split()
)


def canonical(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def declared():
    text = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    project = text["project"]
    groups = [project["dependencies"]]
    groups += project["optional-dependencies"].values()
    groups += text["dependency-groups"].values()
    return {
        canonical(re.match(r"[\w.-]+", requirement)[0])
        for group in groups
        for requirement in group
    }


def section(title):
    return README.split(f"## {title}\n")[1].split("\n## ")[0]


def first_column(title):
    rows = re.findall(r"^\| (.+?) \|", section(title), re.MULTILINE)
    return [row for row in rows[1:] if not row.startswith("-")]


def test_the_readme_says_what_each_declared_dependency_is_for():
    named = {
        canonical(name)
        for cell in first_column("What each dependency is for")
        for name in cell.split(", ")
    }
    packages = set()
    for name in ("package.json", "hub/package.json"):
        listed = json.loads((ROOT / name).read_text("utf-8"))
        packages |= set(listed["dependencies"])
    assert named == declared() | packages


def test_every_make_target_that_is_named_exists_and_the_other_way_round():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):.*##", makefile, re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)", README)) == targets
    for page in PAGES:
        text = (ROOT / page).read_text("utf-8")
        assert set(re.findall(r"`make ([a-z]+)", text)) <= targets


def test_the_two_commands_come_first():
    commands = re.findall(r"make \w+", README)
    assert commands[:2] == ["make book", "make test"]
    assert README.index("make test") < README.index("\n## ")


def test_what_the_readme_places_in_the_house_is_there():
    cells = first_column("What is where")
    paths = [path for cell in cells for path in re.findall(r"`(.+?)`", cell)]
    assert len(paths) >= 10
    missing = [path for path in paths if not (ROOT / path).exists()]
    assert not missing


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page):
    text = (ROOT / page).read_text("utf-8")
    links = re.findall(r"\]\((?!https?:)(.+?)\)", text)
    folder = (ROOT / page).parent
    missing = [link for link in links if not (folder / link).exists()]
    assert not missing


def test_contributing_lists_the_sections_of_a_chapter_in_order():
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    text = " ".join(text.split())
    chapter = (ROOT / "chapters/08_gradient_check.md").read_text("utf-8")
    sections = re.findall(r"^## (.+)$", chapter, re.MULTILINE)
    assert "; ".join(sections) in text


def test_the_licence_covers_code_text_and_data():
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "BSD 3-Clause License" in text
    assert "https://creativecommons.org/licenses/by/4.0/" in text
    assert "fnn_lib/data/README.md" in text


def test_the_picture_is_text_that_needs_no_other_host():
    (picture,) = re.findall(r"!\[.+?\]\((.+?)\)", README)
    svg = (ROOT / picture).read_text("utf-8")
    assert svg.startswith("<svg")
    assert "<title" in svg
    assert re.findall(r"https?://(\S+?)[\"/]", svg) == ["www.w3.org"]
