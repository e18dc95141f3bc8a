"""Read chapters as notebooks."""

from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml
from myst_nb.core.read import is_myst_markdown_notebook
from myst_nb.core.read import read_myst_markdown_notebook as read_myst
from myst_parser.config.main import MdParserConfig


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
    notebook = deepcopy(_read(text, path, config.read_text("utf-8")))
    return Chapter(path, notebook, notebook.metadata.pop("source_map"))


@cache  # A build reads each page for its cells and for its downloads.
def _read(text, path, config):
    return read_myst(
        text,
        config=MdParserConfig(enable_extensions=_extensions(config)),
        add_source_map=True,
        path=str(path),
    )


@cache
def _extensions(config):
    return yaml.safe_load(config)["parse"]["myst_enable_extensions"]


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
