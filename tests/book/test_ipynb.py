"""Chapters as `.ipynb`: valid, the same each time, without MyST."""

import re

import nbformat
import pytest
import yaml

from _ext.book import Book, BuildError
from _ext.ipynb import as_ipynb, written
from _ext.names import Names, names_of
from _ext.notebooks import read_chapter
from _ext.plain import CODE, plain
from tests.conftest import ROOT

BOOK = Book(ROOT)
NAMES = names_of(BOOK)
CHAPTERS = [
    chapter
    for path in BOOK.sources()
    if (chapter := read_chapter(path, ROOT / "_config.yml"))
]
MYST = re.compile(r"\{[a-z:-]+\}`|^[`:]{3,}\{|^\([\w-]+\)=|^:label:", re.M)


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda c: c.name)
def test_every_chapter_has_a_plain_form(chapter):
    notebook = as_ipynb(chapter, names=NAMES)
    assert written(notebook) == written(as_ipynb(chapter))
    nbformat.validate(nbformat.reads(written(notebook), 4))
    text = "\n\n".join(
        cell.source for cell in notebook.cells if cell.cell_type == "markdown"
    )
    # \mathbb{R}` in a code span is a set of numbers and no role.
    assert not MYST.findall(CODE.sub("", text))
    assert text.startswith("# ")
    code = [c.source for c in chapter.notebook.cells if c.cell_type == "code"]
    assert code == [
        cell.source for cell in notebook.cells if cell.cell_type == "code"
    ]
    source = chapter.path.read_text("utf-8")
    assert text.count("### Exercise") == source.count("{exercise-start}")
    folded = [
        cell
        for cell in notebook.cells
        if "jp-MarkdownHeadingCollapsed" in cell.metadata
    ]
    assert len(folded) == source.count("{solution-start}")
    # Folded, a heading hides the cells after it, not what its own cell says.
    assert all("\n" not in cell.source for cell in folded)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            assert "\n## " not in cell.source


def test_numbers_are_those_of_the_pages(html):
    numbers = {}
    for page in html.glob("chapters/*.html"):
        numbers |= {
            label: number
            for number, label in re.findall(
                r'<span class="eqno">\(([\d.]+)\)<a class="headerlink" '
                r'href="#equation-(eq-[\w-]+)"',
                page.read_text("utf-8"),
            )
        }
    assert len(numbers) > 150
    assert numbers == NAMES.equations


def test_exercises_have_the_numbers_of_the_pages(html):
    numbers = {}
    for page in html.glob("chapters/*.html"):
        numbers |= {
            label: number
            for label, number in re.findall(
                r'<div class="exercise admonition" id="(ex-[\w-]+)">\s*'
                r'<p class="admonition-title"><span class="caption-number">'
                r"Exercise ([\d.]+) ",
                page.read_text("utf-8"),
            )
        }
    assert len(numbers) > 50
    assert numbers == NAMES.exercises


def test_the_first_cell_and_the_kernel():
    notebook = as_ipynb(
        CHAPTERS[1], kernel="python", first="print(1)", names=NAMES
    )
    assert notebook.cells[0].source == "print(1)"
    assert notebook.cells[1].id == "cell-000"
    assert notebook.metadata.kernelspec.name == "python"


WORDS = Names(
    equations={"eq-a-b": "1.2"},
    exercises={"ex-a-1": "1.1"},
    titles={"ch-a": "First"},
    works={"me": "Me, 1999"},
    pages={"eq-a-b": "chapters/a", "ch-a": "chapters/a"},
)


@pytest.mark.parametrize(
    ("myst", "markdown"),
    [
        ("(ch-a)=\n# First\n\ntext", "# First\n\ntext"),
        ("by {eq}`eq-a-b`.", "by (1.2)."),
        ("see {ref}`ch-a`", "see First"),
        ("see {ref}`there <ch-a>`", "see there"),
        ("see {ref}`ex-a-1`", "see Exercise 1.1"),
        ("{cite}`me,you` and {cite:t}`me`", "[Me, 1999; you] and Me, 1999"),
        ("{py:mod}`fnn_lib`", "`fnn_lib`"),
        ("```{exercise-start}\n:label: ex-a-1\n```\nDo it.\n"
         "```{exercise-end}\n```", "### Exercise 1.1\nDo it."),
        ("```{solution-start} ex-a-1\n:class: dropdown\n```\nSo.\n"
         "```{solution-end}\n```", "#### Solution of exercise 1.1\nSo."),
        (":::{note}\nMind {eq}`eq-a-b`.\n:::", "**Note.** Mind (1.2)."),
        ("```{admonition} Of $x$\n:class: tip\nMind.\n```",
         "**Of $x$.** Mind."),
        ("```{code-block} python\n:caption: a.py\n\nx\n```",
         "`a.py`\n\n```python\nx\n```"),
        ("$y$\n: The target.", "- $y$: The target."),
        ("$\\hat y$ and `\\mathbb{R}`", "$\\hat y$ and `\\mathbb{R}`"),
        ("```python\n{x}`y`\n```", "```python\n{x}`y`\n```"),
    ],
)  # fmt: skip
def test_rules(myst, markdown):
    assert re.sub(r"\n\n(?=[DS]o)", "\n", plain(myst, WORDS)) == markdown


def test_links_to_the_published_page_where_it_is_known():
    there = Names(**(vars(WORDS) | {"site": "https://example.org/book/"}))
    page = "https://example.org/book/chapters/a.html"
    assert plain("{eq}`eq-a-b`", there) == f"[(1.2)]({page}#equation-eq-a-b)"
    assert plain("{ref}`ch-a`", there) == f"[First]({page}#ch-a)"


@pytest.mark.parametrize("text", ["{doc}`x`", "```{tabs}\nx\n```"])
def test_what_no_rule_knows_is_refused(text):
    with pytest.raises(BuildError, match=re.escape("rule")):
        plain(text, WORDS)


def test_the_published_address_comes_from_the_configuration(tmp_path):
    for name in ("_toc.yml", "_config.yml"):
        text = (ROOT / name).read_text("utf-8")
        (tmp_path / name).write_text(text, "utf-8")
    config = yaml.safe_load((tmp_path / "_config.yml").read_text("utf-8"))
    config["html"]["baseurl"] = "https://example.org"
    (tmp_path / "_config.yml").write_text(yaml.safe_dump(config), "utf-8")
    for document in BOOK.documents():
        path = tmp_path / f"{document}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((ROOT / f"{document}.md").read_text("utf-8"), "utf-8")
    bibliography = ROOT / "chapters" / "references.bib"
    (tmp_path / "chapters" / "references.bib").write_text(
        bibliography.read_text("utf-8"), "utf-8"
    )
    assert names_of(Book(tmp_path)).site == "https://example.org"
