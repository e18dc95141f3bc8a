"""Find the cells that failed, and say so to an author."""

import re

from nbclient.exceptions import CellExecutionError

from _ext.notebooks import first_line

ANSI = re.compile(r"\x1b\[[0-9;]*m")


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


def describe(chapter, root, error):
    """Say in a few lines which cell failed and how.

    Parameters
    ----------
    chapter : Chapter
        As far as it was executed.
    root : Path
        The book's root.
    error : Exception
        What ended the execution.

    Returns
    -------
    str
        Chapter, exception and place.
    """
    cells = chapter.notebook.cells
    bad = unexpected_errors(chapter.notebook, chapter.notebook)
    code = [i for i, cell in enumerate(cells) if cell.cell_type == "code"]
    # A time-out or a dead kernel leaves no error output behind.
    bad += [i for i in code if not cells[i].execution_count] + code
    line = first_line(chapter, bad[0])
    if isinstance(error, CellExecutionError):
        trace = ANSI.sub("", str(error))
        inner = re.findall(r"Cell In\[\d+\], line (\d+)", trace)
        line += int(inner[0]) - 1 if inner else 0
        message = f"{error.ename}: {ANSI.sub('', error.evalue)}"
    else:
        message = f"{type(error).__name__}: {str(error).splitlines()[0]}"
    where = chapter.path.relative_to(root)
    source = chapter.path.read_text("utf-8").splitlines()[line - 1].strip()
    return f"{chapter.name}: {message}\n    {where}, line {line}: {source}"
