"""The same chapters as a book in Jupyter Book's stock configuration.

Nothing is executed again: the chapters come with their outputs out of the
build's cache, as notebooks. What a stock page cannot show is put plainly: a
statement of the documents as the HTML that a notebook has of it. Widgets are
saved with their module, as anywidget saves them.
"""

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from _ext.cache import Cache
from _ext.digest import digest
from _ext.ipynb import read_chapters, written
from _ext.portable import STATES

#: Directives of the book's own extensions; a stock page leaves them out.
OWN = re.compile(r"^```\{(figures|equations|errata)\}.*?^```$", re.M | re.S)
#: Of an output with several forms, what the book prints.
STATEMENT = "```{statement}"
BIBLIOGRAPHY = "chapters/appendices/bibliography"
#: Beside Jupyter Book's defaults only what the chapters' text is written in.
CONFIG = {
    "title": "Feedforward networks, stock",
    "only_build_toc_files": True,
    "execute": {"execute_notebooks": "off"},
    "parse": {
        "myst_enable_extensions": [
            *("attrs_block", "attrs_inline", "colon_fence", "deflist"),
            *("dollarmath", "fieldlist", "smartquotes"),
        ]
    },
    "bibtex_bibfiles": ["chapters/references.bib"],
    "sphinx": {
        "extra_extensions": [
            *("sphinxcontrib.bibtex", "sphinx_proof", "sphinx_exercise"),
        ],
        "config": {
            # Equations are outputs of cells: without it, text with dollars.
            "nb_render_markdown_format": "myst",
            "numfig": True,
            "math_numfig": True,
            "math_eqref_format": "({number})",
            "bibtex_reference_style": "author_year",
        },
    },
}


def chapters_of(book):
    """List the pages that are measured: the index and the chapters.

    Parameters
    ----------
    book : Book

    Returns
    -------
    list of str
        Without the appendices.
    """
    return [
        name
        for name in book.documents()
        if name == "index" or re.fullmatch(r"chapters/\d\d_\w+", name)
    ]


def stock_notebook(notebook, module, style):
    """Return an executed chapter as a stock book reads it.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Executed; it is altered.
    module, style : str
        Of the explorables, as a notebook gets them.

    Returns
    -------
    nbformat.NotebookNode
        The same.
    """
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = OWN.sub("", cell.source)
        for output in cell.get("outputs", []):
            _one_form(output.get("data", {}))
    saved = notebook.metadata.get("widgets", {}).get(STATES, {})
    for widget in saved.get("state", {}).values():
        if "_esm" in widget["state"]:
            widget["state"] |= {"_esm": module, "_css": style}
    return notebook


def _one_form(data):
    """Keep of Markdown and HTML the one that the book prints, if it can."""
    if not {"text/markdown", "text/html"} <= set(data):
        return
    own = STATEMENT in data["text/markdown"]
    del data["text/markdown" if own else "text/html"]


def write_sources(book, folder):
    """Write the stock book's sources.

    Parameters
    ----------
    book : Book
        Built: its cache has the executed chapters.
    folder : Path
        Receives them.
    """
    cache = Cache(book.build / "cache", digest(book.root))
    chapters = read_chapters(book)
    if missing := cache.stale(list(chapters.values())):
        raise ValueError(
            f"book: found {missing[0].name} not executed, wanted a book that "
            "is built: make book"
        )
    static = book.root / "fnn_lib" / "explorables" / "static"
    module, style = (
        (static / f"explorables.{kind}").read_text("utf-8")
        for kind in ("mjs", "css")
    )
    names = chapters_of(book)
    for name, chapter in chapters.items():
        if name in names:
            notebook = cache.executed(chapter)
            notebook = stock_notebook(notebook, module, style)
            path = folder / f"{name}.ipynb"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(written(notebook), "utf-8")
    for copied in ("chapters/references.bib", f"{BIBLIOGRAPHY}.md"):
        target = folder / copied
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(book.root / copied, target)
    (folder / "_config.yml").write_text(yaml.safe_dump(CONFIG), "utf-8")
    (folder / "_toc.yml").write_text(yaml.safe_dump(_contents(names)))


def _contents(names):
    first, *chapters = names
    return {
        "format": "jb-book",
        "root": first,
        "parts": [
            {"numbered": True, "chapters": [{"file": n} for n in chapters]},
            {"chapters": [{"file": BIBLIOGRAPHY}]},
        ],
    }


def build_stock(book):
    """Build the stock book, unless it was built of the same sources.

    Parameters
    ----------
    book : Book
        Built.

    Returns
    -------
    Path
        Its pages.
    """
    kept = book.build / "bench" / "stock"
    fresh = kept / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    write_sources(book, fresh)
    pages = kept / _digest(book, fresh)
    if not pages.is_dir():
        for old in kept.glob("*/"):
            if old != fresh:
                shutil.rmtree(old)
        _jupyter_book(fresh)
        (fresh / "_build" / "html").rename(pages)
    shutil.rmtree(fresh)
    return pages


def _digest(book, folder):
    """Compute a digest of the sources and of what builds them."""
    total = hashlib.sha256((book.root / "requirements.txt").read_bytes())
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        total.update(path.relative_to(folder).as_posix().encode())
        total.update(path.read_bytes())
    return total.hexdigest()[:16]


def _jupyter_book(folder):
    """Build as an author would; links to pages left out only warn."""
    done = subprocess.run(
        [Path(sys.executable).with_name("jupyter-book"), "build", folder],
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"stock book: {done.stderr[-2000:]}")


if __name__ == "__main__":
    from _ext.book import Book

    print(build_stock(Book(Path.cwd())))
