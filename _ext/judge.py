"""Judge what the executed chapters hold, before anything is rendered."""

import json

from _ext import ledger
from _ext.book import BuildError
from _ext.prose import by_hand, groups_of, unheld


def judge_prose(book, executed):
    """Refuse formulas that are typed and that no cell of the chapter holds.

    Parameters
    ----------
    book : Book
        The book.
    executed : list of tuple of Chapter and NotebookNode
        Chapters, and their notebooks with outputs.

    Raises
    ------
    BuildError
        Naming each formula with its line.
    """
    statements = ledger.read_statements(book.root).values()
    printed = [entry["printed"] for entry in statements]
    found = []
    for chapter, notebook in executed:
        where = chapter.path.relative_to(book.root)
        page = chapter.path.read_text("utf-8")
        found += [
            f"{where}, line {line}: no cell of this chapter proved or ran "
            f"${' '.join(latex.split())}$"
            for line, latex in unheld(page, groups_of(notebook))
        ]
        found += [
            f"{where}, line {line}: typed by hand, made by no cell: {latex}"
            for line, latex in by_hand(page, printed)
        ]
    if found:
        raise BuildError("\n".join(found))


def judge_book(book, executed):
    """Judge prose and statements, and keep the ledger for the pages.

    Parameters
    ----------
    book, executed
        As in `judge_prose`.

    Raises
    ------
    BuildError
        If a formula in prose is not held, or a statement of the documents
        has no check, two, or a weaker one than wanted.
    """
    judge_prose(book, executed)
    notebooks = {chapter.name: notebook for chapter, notebook in executed}
    statements = ledger.read_statements(book.root)
    records = ledger.read_records(notebooks)
    if found := ledger.problems(statements, records):
        raise BuildError("\n".join(found))
    entries = ledger.make_ledger(statements, records)
    figures = ledger.figures(entries, notebooks)
    data = {"figures": figures, "entries": entries}
    ledger.write(book.build / "ledger.json", data)


def publish_ledger(book, folder):
    """Put the list of entries beside the first page.

    Parameters
    ----------
    book : Book
        The book.
    folder : Path
        Of the pages.
    """
    data = json.loads((book.build / "ledger.json").read_text("utf-8"))
    ledger.write(folder / "ledger.json", data["entries"])
