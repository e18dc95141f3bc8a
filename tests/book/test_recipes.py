"""The recipes for authors, followed word by word in a copy of the book."""

import shutil
import subprocess
import sys

import pytest

from .recipes import follow, run, steps

RECIPES = ("chapter", "equation", "explorable")
BUILD = "make chapter CHAPTER=10_silu"
PYTEST = ".venv/bin/python -m pytest"
PAGE = "_build/chapter/10_silu/html/chapters/10_silu.html"


@pytest.fixture(scope="module")
def pages(root):
    """The recipes by name."""
    return {
        name: (root / "recipes" / f"{name}.md").read_text("utf-8")
        for name in RECIPES
    }


@pytest.fixture(scope="module")
def copy(root, tmp_path_factory):
    """A copy of the book, without what is built."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git work tree")
    folder = tmp_path_factory.mktemp("copy")
    for name in listed.stdout.splitlines():
        if (root / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, folder / name)
    (folder / "node_modules").symlink_to(root / "node_modules")
    # Python for the exercises, which no recipe changes, is kept by digest.
    python = root / "_build" / "cache" / "python"
    if python.is_dir():
        shutil.copytree(python, folder / "_build" / "cache" / "python")
    return folder


@pytest.fixture(scope="module")
def followed(copy, pages):
    """The copy, after all recipes, and what their commands said."""
    return copy, follow(copy, pages.values())


def test_a_chapter_an_equation_and_an_explorable_are_on_the_page(followed):
    folder, _ = followed
    page = (folder / PAGE).read_text("utf-8")
    for label in ("eq-silu-value", "eq-silu-slope"):
        assert f'id="equation-{label}"' in page
    assert page.count('data-verdict="proved"') >= 2
    assert '"_explorable": "silu"' in page
    assert "dtotal_dZ" in page
    static = folder / "fnn_lib" / "explorables" / "static"
    assert "SiLU at z" in (static / "explorable-silu.js").read_text("utf-8")


def test_the_tests_of_the_recipes_ran(followed):
    _, said = followed
    assert "2 passed" in said[f"{PYTEST} tests/test_silu.py"]
    assert "1 passed" in said[f"{PYTEST} tests/explorables/test_silu.py"]
    assert list(said).count(BUILD) == 1


def test_a_slip_in_what_a_recipe_derives_stops_its_build(followed):
    folder, _ = followed
    path = folder / "chapters" / "10_silu.md"
    right = path.read_text("utf-8")
    line = "sigma(z) * (1 + z * (1 - sigma(z)))"
    assert right.count(line) == 1
    path.write_text(right.replace(line, line.replace("1 +", "1 -")), "utf-8")
    code, said = run(folder, BUILD)
    path.write_text(right, "utf-8")
    assert code != 0
    assert "RefutedStep" in said


def test_the_cells_and_the_code_of_the_recipes_are_linted(followed):
    folder, _ = followed
    for command in ("_ext.lint", "ruff check .", "ruff format --check ."):
        done = subprocess.run(
            [sys.executable, "-m", *command.split()],
            cwd=folder,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_a_recipe_with_a_block_of_no_step_is_refused():
    with pytest.raises(AssertionError, match="without a step"):
        steps("Write `a`:\n\n```md\nx\n```\n\nAnd:\n\n```md\ny\n```\n")
