"""Build the book: ``python -m _ext.build [--chapter NAME]``."""

import argparse
import sys
import time
from pathlib import Path

from _ext import seal
from _ext.book import Book, BuildError
from _ext.times import Times


def build(book, times, chapter=None):
    """Build a book, or one of its chapters.

    Parameters
    ----------
    book : Book
        Nothing is done to a whole book that is as it was built.
    times : Times
        Is told how long each stage took.
    chapter : str, optional
        Only this one.

    Returns
    -------
    Path
        The first page.
    """
    if chapter is None:
        with times.stage("looking for changes"):
            since = time.time_ns()
            digest = seal.read(book)
            if seal.is_sealed(book, digest):
                print("nothing changed since this book was built and checked")
                return book.html / "index.html"
    with times.stage("loading"):
        # What renders and executes takes seconds.
        from _ext import stages

    if chapter is not None:
        return stages.build_chapter(book, chapter, times)
    cache = stages.build_book(book, times)
    with times.stage("looking for changes"):
        seal.seal(book, cache.name, digest, since)
    return book.html / "index.html"


def main(arguments=None):
    """Run the command line.

    Parameters
    ----------
    arguments : list of str, optional
        Default: those of the process.

    Returns
    -------
    int
        Zero if the pages were built.
    """
    parser = argparse.ArgumentParser(prog="python -m _ext.build")
    parser.add_argument("--chapter", help="build only this one")
    parser.add_argument("--root", type=Path, default=Path.cwd())
    options = parser.parse_args(arguments)
    book = Book(options.root.resolve())
    times = Times(book.build / "times.json")
    try:
        page = build(book, times, options.chapter)
    except BuildError as error:
        print(f"\nThe build failed.\n{error}", file=sys.stderr)
        return 1
    times.write()
    if longest := str(times):
        print(longest)
    print(f"{page}  ({times.total:.1f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
