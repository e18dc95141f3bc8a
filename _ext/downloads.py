"""What readers take with them: each chapter as a notebook, the book as zip."""

import re
import shutil
from pathlib import Path

import yaml

from _ext.archive import zipped
from _ext.elsewhere import file_of
from _ext.ipynb import as_ipynb, read_chapters, written
from _ext.names import names_of

FOLDER = "downloads"
#: Folders that need a server and stay out of the archive.
SERVED = {"lite"}
# In a folder there is no archive to download, and no notebook to run.
ENTRY = re.compile(r"<li>\s*<a href=\"[^\"]*\.zip\"(?:(?!</li>).)*</li>", re.S)
RUN = re.compile(r'<a href="[^"]*\blite/[^"]*" target="_blank"')


def write_downloads(book, cache, html):
    """Write the notebooks and the archive into the rendered book.

    Parameters
    ----------
    book : Book
    cache : Cache
        The executed chapters.
    html : Path
        The pages; all else that readers get is there already.
    """
    folder = html / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    names = names_of(book)
    for document, chapter in read_chapters(book).items():
        notebook = as_ipynb(
            chapter, outputs=cache.executed(chapter), names=names
        )
        (folder / file_of(document)).write_text(written(notebook), "utf-8")
    write_archive(html, folder / archive_name(book))


def archive_name(book):
    """Return the name of the archive: the book's title."""
    config = yaml.safe_load((book.root / "_config.yml").read_text("utf-8"))
    words = re.findall(r"[a-z0-9]+", config["title"].lower())
    return f"{'-'.join(words)}.zip"


def write_archive(html, target):
    """Zip the book; the same pages give the same bytes.

    Parameters
    ----------
    html : Path
        The book.
    target : Path
        The archive; all lies in a folder of its name.
    """
    files = {}
    for path in sorted(html.rglob("*"), key=Path.as_posix):
        inside = path.relative_to(html)
        hidden = any(part.startswith(".") for part in inside.parts)
        if hidden or inside.parts[0] in SERVED or not path.is_file():
            continue
        if path == target:
            continue
        content = path.read_bytes()
        if path.suffix == ".html":
            content = for_a_folder(content.decode()).encode()
        files[f"{target.stem}/{inside.as_posix()}"] = content
    target.write_bytes(zipped(files))


def for_a_folder(page):
    """Return a page as it stands in the archive.

    Parameters
    ----------
    page : str
        HTML.

    Returns
    -------
    str
        Without what only the published book has.
    """
    return RUN.sub('<a href="#"', ENTRY.sub("", page))
