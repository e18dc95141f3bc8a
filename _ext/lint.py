"""Lint the code of the chapters: ``python -m _ext.lint``."""

import subprocess
import sys
from pathlib import Path

from _ext.book import Book
from _ext.notebooks import first_line, read_chapter

RUFF = (sys.executable, "-m", "ruff", "check", "--quiet")
RUFF += ("--output-format", "concise")


def as_module(chapter):
    """Lay a chapter's code out as one module, each line where it stands.

    Parameters
    ----------
    chapter : Chapter
        A page with code cells.

    Returns
    -------
    str
        Python with as many lines before each statement as in the page, so
        that a linter's line numbers are those of the page.
    """
    lines = []
    for index, cell in enumerate(chapter.notebook.cells):
        if cell.cell_type != "code":
            continue
        gap = first_line(chapter, index) - 1 - len(lines)
        lines += [""] * gap
        lines += [
            # Magics are no Python.
            "pass" if line.lstrip().startswith(("%", "!")) else line
            for line in cell.source.splitlines()
        ]
    return "\n".join(lines) + "\n"


def main():
    """Lint all chapters.

    Returns
    -------
    int
        The number of pages with a finding.
    """
    book = Book(Path.cwd())
    bad = 0
    for path in book.sources():
        chapter = read_chapter(path, book.root / "_config.yml")
        if chapter is None:
            continue
        name = path.relative_to(book.root).with_suffix(".py")
        run = subprocess.run(
            [*RUFF, "--stdin-filename", str(name), "-"],
            input=as_module(chapter),
            text=True,
            capture_output=True,
        )
        if run.returncode:
            bad += 1
            print(run.stdout.replace(str(name), str(path)) + run.stderr)
    return bad


if __name__ == "__main__":
    sys.exit(main())
