"""The stages of a build, in their order, each measured."""

from concurrent.futures import ThreadPoolExecutor

from _ext.book import BuildError
from _ext.bundle import make_bundles
from _ext.cache import Cache
from _ext.digest import digest
from _ext.downloads import write_downloads
from _ext.execute import execute
from _ext.judge import judge_book, judge_prose, publish_ledger
from _ext.links import check_links
from _ext.lite import copy_lite, make_lite_apart
from _ext.notebooks import read_chapter
from _ext.offline import write_service_worker
from _ext.pages import check_pages
from _ext.publish import drop_pictures, publish, staging
from _ext.pyodide import make_python
from _ext.render import render

#: What pages load beside their own outputs, made while chapters execute.
PARTS = {"bundles": make_bundles, "Python archive": make_python}


def build_book(book, times):
    """Build, check and publish the whole book.

    Parameters
    ----------
    book : Book
        What to build.
    times : Times
        Is told how long each stage took.

    Returns
    -------
    Path
        The folder of the executed chapters.
    """
    with (
        staging(book.build / "stage") as stage,
        ThreadPoolExecutor(1) as aside,
    ):
        parts = [_make(*part, book, times, aside) for part in PARTS.items()]
        # No page needs it: it may take until the last stage.
        lite = _make("lite", make_lite_apart, book, times, aside)
        cache, code = _run(book, book.sources(), judge_book, times, parts)
        html = stage / "html"
        with times.stage("rendering"):
            render(book, cache, code, stage)
        with times.stage("checks of pages"):
            check_pages(book, html)
            drop_pictures(html)
            publish_ledger(book, html)
        with times.stage("downloads"):
            write_service_worker(book, html)
            write_downloads(book, cache, html)
        with times.stage("publishing"):
            copy_lite(lite.result(), html / "lite")
            check_links(book, html)
            publish(html, book.html)
    return cache.path


def build_chapter(book, name, times):
    """Build one chapter for its author.

    Parameters
    ----------
    book : Book
        The book it belongs to.
    name : str
        Such as ``05_backward``.
    times : Times
        Is told how long each stage took.

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
    with staging(folder) as stage, ThreadPoolExecutor(1) as aside:
        parts = [_make(*part, book, times, aside) for part in PARTS.items()]
        cache, code = _run(book, [path], judge_prose, times, parts)
        with times.stage("rendering"):
            render(book, cache, code, stage, only=document)
            write_service_worker(book, stage / "html")
    return folder / "html" / f"{document}.html"


def _make(name, make, book, times, aside):
    """Make a part aside; return what it will be."""

    def made():
        with times.stage(name):
            return make(book)

    return aside.submit(made)


def _run(book, sources, judged, times, parts):
    """Execute the pages that have cells and judge what they hold.

    Return the cache and the digest.
    """
    code = digest(book.root)
    cache = Cache(book.build / "cache", code)
    config = book.root / "_config.yml"
    with times.stage("reading"):
        chapters = [read_chapter(path, config) for path in sources]
        chapters = [chapter for chapter in chapters if chapter]
    with times.stage("execution"):
        execute(chapters, book, cache, code, times)
    with times.stage("waiting for the parts"):
        for part in parts:
            part.result()
    cache.prune()
    with times.stage("judging"):
        judged(book, [(c, cache.executed(c)) for c in chapters])
    return cache, code
