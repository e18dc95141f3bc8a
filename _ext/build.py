"""Build the book: ``python -m _ext.build [--chapter NAME]``."""

import argparse
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from _ext.book import Book, BuildError
from _ext.bundle import make_bundles
from _ext.cache import Cache
from _ext.digest import digest
from _ext.downloads import write_downloads
from _ext.execute import execute
from _ext.judge import judge_book, judge_prose, publish_ledger
from _ext.links import check_links
from _ext.lite import copy_lite, make_lite
from _ext.notebooks import read_chapter
from _ext.offline import write_service_worker
from _ext.pages import check_pages
from _ext.publish import publish, staging
from _ext.pyodide import make_python
from _ext.render import render

#: What pages load beside their own outputs, made while chapters execute.
PARTS = (make_bundles, make_python)


def _run(book, sources, judged, parts=PARTS):
    """Execute the pages that have cells and judge what they hold.

    Return the cache and the digest.
    """
    code = digest(book.root)
    cache = Cache(book.build / "cache", code)
    config = book.root / "_config.yml"
    chapters = [read_chapter(path, config) for path in sources]
    chapters = [chapter for chapter in chapters if chapter]
    with ThreadPoolExecutor(1) as pool:
        made = [pool.submit(make, book) for make in parts]
        execute(chapters, book, cache, code)
        for part in made:
            part.result()
    cache.prune()
    judged(book, [(c, cache.executed(c)) for c in chapters])
    return cache, code


def build_book(book):
    """Build, check and publish the whole book.

    Parameters
    ----------
    book : Book
        What to build.

    Returns
    -------
    Path
        The first page.
    """
    with staging(book.build / "stage") as stage:
        parts = (*PARTS, make_lite)
        cache, code = _run(book, book.sources(), judge_book, parts)
        render(book, cache, code, stage)
        check_pages(book, stage / "html")
        publish_ledger(book, stage / "html")
        write_service_worker(book, stage / "html")
        write_downloads(book, cache, stage / "html")
        copy_lite(make_lite(book), stage / "html" / "lite")
        check_links(book, stage / "html")
        publish(stage / "html", book.html)
    return book.html / "index.html"


def build_chapter(book, name):
    """Build one chapter for its author.

    Parameters
    ----------
    book : Book
        The book it belongs to.
    name : str
        Such as ``05_backward``.

    Returns
    -------
    Path
        The page.
    """
    name = name.removesuffix(".md").removeprefix("chapters/")
    document = name if name == "index" else f"chapters/{name}"
    path = book.root / f"{document}.md"
    if not path.is_file():
        raise BuildError(f"no such chapter: {path.relative_to(book.root)}")
    folder = book.build / "chapter" / name.replace("/", "-")
    with staging(folder) as stage:
        cache, code = _run(book, [path], judge_prose)
        render(book, cache, code, stage, only=document)
        write_service_worker(book, stage / "html")
    return folder / "html" / f"{document}.html"


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
    start = time.perf_counter()
    try:
        if options.chapter:
            page = build_chapter(book, options.chapter)
        else:
            page = build_book(book)
    except BuildError as error:
        print(f"\nThe build failed.\n{error}", file=sys.stderr)
        return 1
    print(f"{page}  ({time.perf_counter() - start:.1f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
