"""Read chapters as notebooks, and keep executed ones in a jupyter-cache."""

import fcntl
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from myst_nb.core.read import is_myst_markdown_notebook
from myst_nb.core.read import read_myst_markdown_notebook as read_myst
from myst_parser.config.main import MdParserConfig

KEPT_DIGESTS = 4


@dataclass
class Chapter:
    """A page with code cells.

    Attributes
    ----------
    path : Path
        The Markdown file.
    notebook : nbformat.NotebookNode
        What is executed; outputs are filled in by the execution.
    lines : list of int
        A source line of each cell, at or before its first line of code.
    seconds : float
        How long the execution took.
    """

    path: Path
    notebook: object
    lines: list = field(default_factory=list)
    seconds: float = 0.0

    @property
    def name(self):
        """Name of the file without its suffix."""
        return self.path.stem


def read_chapter(path, config):
    """Read a page exactly as the renderer will.

    Parameters
    ----------
    path : Path
        A Markdown file.
    config : Path
        ``_config.yml``, which names the MyST extensions.

    Returns
    -------
    Chapter or None
        None for a page without cells.
    """
    text = path.read_text("utf-8")
    if not is_myst_markdown_notebook(text):
        return None
    settings = yaml.safe_load(config.read_text("utf-8"))
    extensions = settings["parse"]["myst_enable_extensions"]
    notebook = read_myst(
        text,
        config=MdParserConfig(enable_extensions=extensions),
        add_source_map=True,
        path=str(path),
    )
    return Chapter(path, notebook, notebook.metadata.pop("source_map"))


def first_line(chapter, index):
    """Find the line of the file on which the code of a cell begins.

    Parameters
    ----------
    chapter : Chapter
        The page.
    index : int
        Of the cell.

    Returns
    -------
    int
        Counted from 1.
    """
    text = chapter.path.read_text("utf-8").splitlines()
    code = chapter.notebook.cells[index].source.splitlines()
    # Options may stand between the fence and the code.
    for start in range(chapter.lines[index] - 1, len(text)):
        if text[start : start + len(code)] == code:
            return start + 1
    return chapter.lines[index]


class Cache:
    """Executed chapters of one digest.

    Parameters
    ----------
    folder : Path
        The folder of all digests.
    digest : str
        Names the folder of this one: with another library, another folder.
    """

    def __init__(self, folder, digest):
        self.folder = folder
        self.path = folder / digest
        folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def locked(self):
        """Hold the cache for this process; builds may run side by side."""
        with open(self.folder / ".lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield get_cache(self.path)

    def has(self, chapter):
        """Tell whether a usable execution of a chapter is kept.

        Parameters
        ----------
        chapter : Chapter
            Compared by its code cells.

        Returns
        -------
        bool
            False also for an entry that a killed build left incomplete, and
            for one with an error that the chapter no longer expects.
        """
        with self.locked() as cache:
            try:
                _, kept = cache.merge_match_into_notebook(chapter.notebook)
            except KeyError:
                return False
            except Exception:
                # Whatever is wrong with it, executing again mends it.
                shutil.rmtree(self.path)
                return False
        return not unexpected_errors(chapter.notebook, kept)

    def keep(self, chapter):
        """Keep an executed chapter.

        Parameters
        ----------
        chapter : Chapter
            With outputs.
        """
        bundle = CacheBundleIn(
            chapter.notebook,
            str(chapter.path),
            data={"execution_seconds": chapter.seconds},
        )
        with self.locked() as cache:
            cache.cache_notebook_bundle(
                bundle, check_validity=False, overwrite=True
            )

    def prune(self):
        """Drop the digests that were not used for the longest time."""
        if self.path.exists():
            self.path.touch()
        folders = [p for p in self.folder.glob("*/") if len(p.name) == 16]
        folders.sort(key=lambda path: path.stat().st_mtime, reverse=True)
        for path in folders[KEPT_DIGESTS:]:
            shutil.rmtree(path, ignore_errors=True)


def unexpected_errors(source, executed):
    """List the cells that failed and have no tag that allows it.

    Parameters
    ----------
    source, executed : nbformat.NotebookNode
        The notebook as written, which has the tags, and with outputs.

    Returns
    -------
    list of int
        Indices of cells.
    """
    found = []
    for index, (cell, done) in enumerate(
        zip(source.cells, executed.cells, strict=True)
    ):
        outputs = done.get("outputs", [])
        failed = any(output.output_type == "error" for output in outputs)
        if failed and "raises-exception" not in cell.metadata.get("tags", []):
            found.append(index)
    return found
