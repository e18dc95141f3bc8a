"""What a browser has to fetch before it can show a page of the built book."""

import gzip
import re

import pytest

from _ext.book import Book

PAGES = Book(__import__("conftest").ROOT).documents()
CHAPTERS = [name for name in PAGES if re.search(r"/0\d_|^index$", name)]
#: Bytes, gzipped: of all that is not a figure, and of the scripts in it.
MOST, MOST_SCRIPT = 300_000, 200_000
ADDRESS = re.compile(
    r'<(?:link rel="stylesheet" href|script\b[^>]*? src)="([^"?]*)'
)


def weight(path):
    return len(gzip.compress(path.read_bytes(), 6))


@pytest.fixture(params=CHAPTERS)
def page(request, html):
    return html / f"{request.param}.html"


def fetched(page):
    """List what a page asks for, itself first."""
    text = page.read_text("utf-8")
    return [page, *(page.parent / name for name in ADDRESS.findall(text))]


def test_a_chapter_is_light(page):
    assert sum(map(weight, fetched(page))) <= MOST


def test_its_scripts_are_light(page):
    scripts = [path for path in fetched(page) if path.suffix == ".js"]
    assert 0 < sum(map(weight, scripts)) <= MOST_SCRIPT


@pytest.mark.parametrize("name", PAGES)
def test_one_style_sheet_and_no_search_index(html, name):
    page = html / f"{name}.html"
    names = [path.name for path in fetched(page)]
    assert [x for x in names if x.endswith(".css")] == ["page.css"]
    assert not {"searchindex.js", "searchtools.js", "bootstrap.js"} & {*names}


@pytest.mark.parametrize("name", PAGES)
def test_figures_are_files_with_a_size(html, name):
    text = (html / f"{name}.html").read_text("utf-8")
    assert not re.search(r'<figure class="fnn-figure">\s*<svg', text)
    for image in re.findall(r'<img\b[^>]*"[^"]*/?_images/[^>]*>', text):
        for said in ("width=", "height=", 'loading="lazy"', "decoding="):
            assert said in image


def test_search_has_its_scripts(html):
    names = {path.name for path in fetched(html / "search.html")}
    assert {"searchindex.js", "searchtools.js"} <= names
