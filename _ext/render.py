"""Let Sphinx, configured by Jupyter Book, render the executed chapters."""

import gc
import shutil
import sys
from functools import cache as kept

import yaml
from jupyter_book.sphinx import build_sphinx
from myst_nb.core.execute import cache as myst_cache
from pybtex import plugin

from _ext.book import BuildError
from _ext.execute import cores

# Where only one chapter is rendered, others cannot be referred to.
ALONE = ["ref", "myst.xref_missing", "myst.xref_ambiguous", "bibtex", "toc"]


def _refuse(*_args, **_kwargs):
    raise BuildError("Sphinx found a chapter that was not executed")


def _forget_lost(book, out):
    """Begin anew where the book lost a page: Sphinx would leave it there."""
    trees = out / "doctrees"
    found = {
        path.relative_to(trees).with_suffix("").as_posix()
        for path in trees.rglob("*.doctree")
    }
    if found - set(book.documents()):
        for folder in (trees, out / "html"):
            shutil.rmtree(folder, ignore_errors=True)


def render(book, cache, code, out, *, only=None):
    """Render into a folder; any warning fails.

    Parameters
    ----------
    book : Book
        What to render.
    cache : Cache
        The executed chapters.
    code : str
        The digest; with another one every page is read again.
    out : Path
        Receives ``html`` and Sphinx's own records.
    only : str, optional
        Name of the one page to render.

    Raises
    ------
    BuildError
        If Sphinx fails or warns.
    """
    overrides = {
        "nb_execution_cache_path": str(cache.path),
        "nb_execution_mode": "cache",
        "nb_execution_raise_on_error": True,
        "fnn_digest": code,
        "fnn_build": str(book.build),
        "fnn_whole": only is None,
        "nitpicky": only is None,
        # Jupyter Book expects this key from its own command line.
        "latex_individualpages": False,
    }
    if only:
        toc = out / "_toc.yml"
        out.mkdir(parents=True, exist_ok=True)
        toc.write_text(yaml.safe_dump({"format": "jb-book", "root": only}))
        overrides["external_toc_path"] = str(toc)
        overrides["suppress_warnings"] = ALONE
    else:
        overrides["external_toc_path"] = str(book.root / "_toc.yml")
        _forget_lost(book, out)
    # The API page imports the library of this book.
    sys.path.insert(0, str(book.root))
    # The cache has every chapter: nothing is executed from here on.
    myst_cache.single_nb_execution = _refuse
    # Asks all that is installed, for each citation anew.
    plugin._load_entry_point = kept(plugin._load_entry_point)
    # Trees of pages are large and stay; to look for cycles in them is slow.
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)
    result = build_sphinx(
        str(book.root),
        str(out / "html"),
        path_config=str(book.root / "_config.yml"),
        noconfig=True,
        confoverrides=overrides,
        doctreedir=str(out / "doctrees"),
        warningiserror=True,
        keep_going=True,
        jobs=cores(),
        quiet=True,
    )
    if result:
        raise BuildError("Sphinx: the warnings above fail the build")
