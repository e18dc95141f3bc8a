"""Formulas in prose: each must be one that a cell of its chapter holds.

``python -m _ext.prose chapters/NN_name.md`` runs a chapter and lists those
that are not.
"""

import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from _ext.book import Book
from _ext.execute import kernel_environment, run_chapter
from _ext.latex import normal, relations
from _ext.notebooks import read_chapter
from _ext.outputs import FORMULAS, left_behind

FENCE = re.compile(r"^(`{3,}|~{3,}|:{3,})[^\n]*\n.*?^\1[ \t]*$", re.S | re.M)
QUOTE = re.compile(r"[^\n]*quote-of-document")
DISPLAY = re.compile(
    r"\$\$(?P<a>.*?)\$\$|\\\[(?P<b>.*?)\\\]|\\begin\{|^[`:~ ]*\{math\}",
    re.S | re.M,
)
SPAN = re.compile(r"(?<!`)`[^`\n]+`(?!`)")
INLINE = re.compile(r"(?<![\\$])\$(?!\$)((?:\\.|[^$\\])+)\$(?!\$)")

# A name with its indices; a number, or a list or a range of them.
NAME = re.compile(
    r"\\?[A-Za-z]+(?:[_^](?:\{[^{}]*\}|\\?[A-Za-z]+|\w))*'*"
    r"|\\(?:hat|mathbf|mathcal)(?:\{\w+\}| ?\w)(?:[_^](?:\{[^{}]*\}|\w))*"
    r"|\|?\\?[A-Za-z]+\|?"
)
VALUES = re.compile(
    r"(?:[\d.,\s:+-]|\\dots|\\ldots|\\pm|\\cdot|\\infty|\\,|10\^\{?-?\d+\}?"
    r"|[A-Za-z](?:_\{?\w+\}?)?(?:[+-]\d)?(?=\s*(?:,|$)))+"
)


def formulas(text):
    """Yield each inline formula of a page's prose.

    Parameters
    ----------
    text : str
        The page.

    Yields
    ------
    tuple of int and str
        Line, counted from 1, and LaTeX.
    """
    prose = FENCE.sub(lambda m: m.group() if _shown(m) else _blank(m), text)
    prose = SPAN.sub(_blank, prose)
    for match in INLINE.finditer(prose):
        yield prose.count("\n", 0, match.start()) + 1, match.group(1)


def _blank(match):
    """Blank out what matched; lines stay where they are."""
    return re.sub(r"[^\n]", " ", match.group())


def by_hand(text, printed):
    """List the displayed formulas that no cell made.

    Parameters
    ----------
    text : str
        The page.
    printed : iterable of str
        What the documents print: it may be quoted, in a block with the class
        ``quote-of-document``.

    Returns
    -------
    list of tuple of int and str
        Line and what stands there.
    """
    quotable = {normal(latex) for latex in printed}
    found = []

    def look(block):
        for match in DISPLAY.finditer(block.group()):
            line = text.count("\n", 0, block.start() + match.start()) + 1
            latex = match.group("a") or match.group("b") or ""
            if not QUOTE.match(block.group()) or normal(latex) not in quotable:
                found.append((line, " ".join(match.group().split())))
        return _blank(block)

    # Blocks of code are no prose; a quotation is judged as a whole.
    rest = FENCE.sub(lambda m: look(m) if _shown(m) else _blank(m), text)
    look(re.match(r".*", SPAN.sub(_blank, rest), re.S))
    return found


def _shown(block):
    """Tell whether a block's content is text of the page, not code."""
    return bool(re.match(r"\W*\{(?!code-|bibliography)|:", block.group()))


def is_setting(left, right):
    """Tell whether a relation sets a symbol and states nothing of it.

    Parameters
    ----------
    left, right : str
        LaTeX.

    Returns
    -------
    bool
        True for a name on one side and a name, numbers, a list or a range on
        the other. An array of a layer is no such name: that it equals
        another one is a statement.
    """
    if "[" in left + right:
        return False
    values = [bool(VALUES.fullmatch(side)) for side in (left, right)]
    names = [bool(NAME.fullmatch(side)) for side in (left, right)]
    return all(map(any, zip(values, names, strict=True))) and any(names)


def unheld(text, groups):
    """List the formulas of a page's prose that no cell holds.

    Parameters
    ----------
    text : str
        The page.
    groups : list of list of str
        LaTeX of what its cells hold, all equal within a group.

    Returns
    -------
    list of tuple of int and str
        Line and LaTeX.
    """
    known = [{normal(one) for one in group} for group in groups]
    single = set().union(*known) if known else set()
    found = []
    for line, latex in formulas(text):
        for left, sign, right in relations(latex):
            if not left or not right or is_setting(left, right):
                continue
            pair = {normal(left), normal(right)}
            whole = normal(left) + normal(sign) + normal(right)
            if whole in single:
                continue
            if sign != "=" or not any(pair <= group for group in known):
                found.append((line, latex))
                break
    return found


def groups_of(notebook):
    """Return all groups of formulas that a notebook's cells hold.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Executed.

    Returns
    -------
    list of list of str
        LaTeX.
    """
    return [
        group
        for data in left_behind(notebook, FORMULAS)
        for group in data["groups"]
    ]


def main():
    """Run the chapters that are named and list what is not held.

    Returns
    -------
    int
        How many formulas.
    """
    book = Book(Path.cwd())
    count = 0
    for name in sys.argv[1:]:
        path = book.root / name
        chapter = read_chapter(path, book.root / "_config.yml")
        with TemporaryDirectory(prefix="fnn-") as sockets:
            error = run_chapter(chapter, kernel_environment(book), sockets)
        if error:
            raise error
        found = unheld(path.read_text("utf-8"), groups_of(chapter.notebook))
        for line, latex in found:
            print(f"{name}, line {line}: ${' '.join(latex.split())}$")
        count += len(found)
    return count


if __name__ == "__main__":
    sys.exit(min(main(), 100))
