"""Buttons in the head of a page, with a repository and without."""

import re

import pytest

from _ext.book import Book, BuildError
from _ext.buttons import download_buttons, run_buttons
from _ext.elsewhere import Repository, repository_of

PAGE = "chapters/05_backward"
OURS = Repository("https://github.com/me/mine", "main")


def pathto(name, _resource):
    return f"../{name}"


@pytest.fixture(scope="module")
def named(copy_built, tmp_path_factory):
    """A toy book whose configuration names a repository."""
    toy = copy_built(tmp_path_factory.mktemp("named") / "toy")
    toy.edit(
        "_config.yml",
        "\nhtml:\n",
        "\nrepository:\n  url: https://github.com/me/mine\n"
        "  branch: trunk\n\nhtml:\n",
    )
    code, said = toy.build()
    assert code == 0, said
    return toy


def labels(buttons):
    return [button["label"] for button in buttons]


def test_without_a_repository_a_chapter_runs_here_only():
    (here,) = run_buttons(PAGE, pathto, None, lite=True)
    assert here["text"] == "Run in the browser"
    assert here["url"] == (
        "../lite/lab/index.html?path=chapters/05_backward.ipynb"
    )
    assert run_buttons(PAGE, pathto, None, lite=False) == []


def test_with_a_repository_it_runs_elsewhere_too():
    here, group = run_buttons(PAGE, pathto, OURS, lite=True)
    assert here["label"] == "run-here"
    binder, colab = group["buttons"]
    assert binder["url"] == (
        "https://mybinder.org/v2/gh/me/mine/main"
        "?urlpath=lab/tree/chapters/05_backward.md"
    )
    assert colab["url"] == (
        "https://colab.research.google.com/github/me/mine/blob/notebooks/"
        "05_backward.ipynb"
    )
    assert group["tooltip"] and all(b["text"] for b in group["buttons"])


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://gitlab.com/us/ours", "gl/us%2Fours/main"),
        ("https://code.org/us/ours", "git/https%3A%2F%2Fcode.org%2Fus%2Fours"),
    ],
)
def test_colab_opens_only_github(url, place):
    (group,) = run_buttons(PAGE, pathto, Repository(url), lite=False)
    assert labels(group["buttons"]) == ["run-on-binder"]
    assert f"/v2/{place}" in group["buttons"][0]["url"]


def test_a_chapter_and_the_book_are_downloaded():
    chapter, book = download_buttons(PAGE, pathto, "book.zip")
    assert chapter["url"] == "../downloads/05_backward.ipynb"
    assert book["url"] == "../downloads/book.zip"


@pytest.mark.parametrize(
    "found", ["me/mine", "http://github.com/me/mine", "https://github.com"]
)
def test_an_address_that_is_none_is_refused(tmp_path, found):
    text = f"repository: {{url: '{found}'}}"
    (tmp_path / "_config.yml").write_text(text, "utf-8")
    with pytest.raises(BuildError, match=f"found url '{found}'"):
        repository_of(Book(tmp_path))


def test_the_book_names_no_repository_of_its_own(root):
    assert repository_of(Book(root)) is None


def test_pages_with_cells_get_the_buttons(named):
    page = named.page("chapters/two")
    assert (
        "https://mybinder.org/v2/gh/me/mine/trunk"
        "?urlpath=lab/tree/chapters/two.md" in page
    )
    assert "/me/mine/blob/notebooks/two.ipynb" in page
    assert re.search(r'<img alt="Colab logo" src="\.\./_static/images/', page)
    assert "mybinder" not in named.page("index")


def test_one_chapter_alone_has_nothing_to_run_or_to_take(named):
    code, said = named.build("--chapter", "two")
    assert code == 0, said
    folder = named.path("_build/chapter/two/html")
    page = (folder / "chapters/two.html").read_text("utf-8")
    assert "btn-run" not in page
    assert "btn-download-notebook" not in page
    assert "window.print()" in page


def test_without_a_repository_no_other_host_is_offered(named):
    url = "\nrepository:\n  url: https://github.com/me/mine\n"
    named.edit("_config.yml", f"{url}  branch: trunk\n", "")
    code, said = named.build()
    assert code == 0, said
    # Written again, although no page and no theme option changed.
    page = named.page("chapters/two")
    assert "mybinder" not in page
    assert "colab" not in page
    assert "btn-download-notebook" in page
