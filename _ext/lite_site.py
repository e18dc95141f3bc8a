"""The site of the browser's notebooks: JupyterLite, and the chapters in it."""

import re
import shutil

import yaml

from _ext.ipynb import as_ipynb, read_chapters, written
from _ext.jupyterlite import build_site, put
from _ext.names import names_of
from _ext.packages import lay_out

FIRST = """\
# From Pyodide's server; everything else comes with the book.
import fnn_browser

await fnn_browser.prepare({packages})"""
#: What chapters import that comes from Pyodide's server.
SERVED = ("numpy", "matplotlib", "tqdm")
IMPORTED = re.compile(r"^(?:import|from) (\w+)", re.MULTILINE)


def build(book, texts, work):
    """Build it, whatever there is already.

    Parameters
    ----------
    book : Book
        The book.
    texts : dict
        Of `notebooks`.
    work : Path
        A folder that does not exist.

    Returns
    -------
    Path
        The folder to be served, inside ``work``.
    """
    work.mkdir()
    config = yaml.safe_load((book.root / "_config.yml").read_text("utf-8"))
    packages = lay_out(book, work / "python")
    return build_site(config["title"], texts, packages, work)


def filled(book, engine, work):
    """Put the chapters, as they are now, into a copy of an empty site.

    Parameters
    ----------
    book : Book
        The book.
    engine : Path
        Of `make_engine`.
    work : Path
        A folder that does not exist.

    Returns
    -------
    Path
        The folder to be served, which is ``work``.
    """
    shutil.copytree(engine, work)
    for page, notebook in notebooks(book).items():
        put(work, f"{page}.ipynb", notebook)
    return work


def notebooks(book):
    """Convert the pages that have cells.

    Parameters
    ----------
    book : Book
        The book.

    Returns
    -------
    dict
        Texts of notebooks by the page, such as ``chapters/05_backward``.
    """
    names = names_of(book)
    return {
        page: written(
            as_ipynb(
                chapter, kernel="python", first=_first(chapter), names=names
            )
        )
        for page, chapter in read_chapters(book).items()
    }


def _first(chapter):
    code = [c.source for c in chapter.notebook.cells if c.cell_type == "code"]
    imported = IMPORTED.findall("\n".join(code))
    # The library itself computes with NumPy.
    wanted = [name for name in SERVED if name in {"numpy", *imported}]
    return FIRST.format(packages=", ".join(f'"{name}"' for name in wanted))
