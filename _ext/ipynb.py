"""Chapters as ``.ipynb`` files that every notebook viewer can show."""

import re

import nbformat
from nbformat.v4 import new_notebook

from _ext.book import Book
from _ext.names import EQUATION, names_of
from _ext.notebooks import read_chapter
from _ext.plain import plain
from _ext.portable import portable

#: Tags of cells whose code a page hides, or folds away.
HIDDEN = {"hide-input", "hide-cell", "remove-input", "remove-cell"}
SOLUTION = "#### Solution"
# A heading begins a cell, and that of a solution is one: folded, it hides all
# that follows.
PARTS = re.compile(rf"^(?=##)|^({SOLUTION}.*\n)", re.MULTILINE)
NOT_RUN = {"execution_count": None, "outputs": []}
KERNELS = {"python3": "Python 3", "python": "Python (Pyodide)"}


def as_ipynb(
    chapter, *, kernel="python3", outputs=None, first=None, names=None
):
    """Make a notebook of a chapter.

    The same chapter gives the same notebook: cells are named by their
    position, and nothing in it depends on when or where it was made.

    Parameters
    ----------
    chapter : Chapter
        See `_ext.notebooks.read_chapter`.
    kernel : str
        Name of the kernel that is to run it.
    outputs : nbformat.NotebookNode, optional
        The executed chapter (`_ext.cache.Cache.executed`); by default the
        cells have no outputs.
    first : str, optional
        Code of a cell of its own, before all others.
    names : Names, optional
        What labels are called; by default read from the chapter's book.

    Returns
    -------
    nbformat.NotebookNode
        A valid notebook, format 4.5.

    Raises
    ------
    BuildError
        When a Markdown cell has a role or directive without a plain form.
    """
    names = names or names_of(_book_of(chapter))
    cells = []
    if first is not None:
        cells.append(_cell("code", first, "first", **NOT_RUN))
    executed = (outputs or chapter.notebook).cells
    for number, (cell, run) in enumerate(
        zip(chapter.notebook.cells, executed, strict=True)
    ):
        if cell.cell_type == "markdown":
            cells += _markdown(cell, number, names)
        elif cell.cell_type == "code":
            made = _code(cell, number)
            if outputs:
                made.execution_count = run.execution_count
                made.outputs = [
                    portable(output, outputs, names)
                    for output in run.outputs
                    if _shown(output, made)
                ]
            cells.append(made)
    cells += _numbers(chapter, names)
    notebook = new_notebook(
        cells=cells,
        metadata={
            "kernelspec": {
                "name": kernel,
                "display_name": KERNELS.get(kernel, kernel),
                "language": "python",
            },
            "language_info": {"name": "python"},
        },
    )
    nbformat.validate(notebook)
    return notebook


def read_chapters(book):
    """Read all pages of a book that have cells.

    Parameters
    ----------
    book : Book

    Returns
    -------
    dict of str to Chapter
        By the name of the page, in reading order.
    """
    config = book.root / "_config.yml"
    read = {
        document: read_chapter(path, config)
        for document, path in zip(
            book.documents(), book.sources(), strict=True
        )
    }
    return {document: chapter for document, chapter in read.items() if chapter}


def written(notebook):
    """Return the text of a notebook's file.

    Parameters
    ----------
    notebook : nbformat.NotebookNode

    Returns
    -------
    str
        The same for the same notebook.
    """
    return nbformat.writes(notebook, version=4) + "\n"


def _book_of(chapter):
    for folder in chapter.path.resolve().parents:
        if (folder / "_toc.yml").is_file():
            return Book(folder)
    raise ValueError(
        f"chapter: found no _toc.yml above {chapter.path.name}, wanted a "
        "page of a book, or its names"
    )


def _cell(kind, source, name, **more):
    """Make a cell; nbformat's own way validates each, and then the whole."""
    known = {"cell_type": kind, "id": name, "metadata": {}, "source": source}
    return nbformat.from_dict(known | more)


def _markdown(cell, number, names):
    """Return its parts, those of them that are a solution's heading folded."""
    found = PARTS.split(plain(cell.source, names))
    parts = [part.strip() for part in found if part and part.strip()]
    for place, part in enumerate(parts):
        made = _cell("markdown", part, _id(number, place))
        if part.startswith(SOLUTION):
            made.metadata["jp-MarkdownHeadingCollapsed"] = True
        yield made


def _code(cell, number):
    tags = [str(tag) for tag in cell.metadata.get("tags", [])]
    made = _cell("code", cell.source, _id(number), **NOT_RUN)
    if tags:
        made.metadata["tags"] = tags
    if HIDDEN & set(tags):
        made.metadata["jupyter"] = {"source_hidden": True}
    return made


def _shown(output, cell):
    """Say whether a page shows an output, too."""
    tags = set(cell.metadata.get("tags", []))
    kind = output.get("name", "output")
    return not tags & {"remove-cell", "remove-output", f"remove-{kind}"}


def _id(number, place=0):
    return f"cell-{number:03}" + (f"-{place}" if place else "")


def _numbers(chapter, names):
    """Return a cell that says which label in the code has which number."""
    code = "\n".join(
        cell.source
        for cell in chapter.notebook.cells
        if cell.cell_type == "code"
    )
    labels = dict.fromkeys(EQUATION.findall(code))
    rows = [f"| ({names.equations[x]}) | `{x}` |" for x in labels]
    if rows:
        head = (
            "**Numbers of the equations**\n\n| number | label |\n|---|---|\n"
        )
        yield _cell("markdown", head + "\n".join(rows), "numbers")
