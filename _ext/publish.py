"""The staging folder, and the step from there to what readers see."""

import fcntl
import re
import shutil
from contextlib import contextmanager

#: Folders with pages of others.
APART = {"downloads", "lite"}
#: How a page names a picture.
PICTURE = re.compile(r"\b_images/([\w.-]+)")


@contextmanager
def staging(folder):
    """Hold a staging folder; drop it unless the work in it ends well.

    Sphinx does not repeat a warning about a page that it need not read again,
    and cannot tell a page left half written. So only a folder in which the
    last build succeeded is built upon.

    Parameters
    ----------
    folder : Path
        Made if it does not exist.

    Yields
    ------
    Path
        The folder.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with open(folder.parent / f".{folder.name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        good = folder / "good"
        if not good.exists():
            shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(exist_ok=True)
        good.unlink(missing_ok=True)
        yield folder
        good.touch()


def drop_pictures(html):
    """Drop the pictures that no page names any more.

    A picture is named by its digest: one that changed leaves the old one
    behind.

    Parameters
    ----------
    html : Path
        Of the staged pages.

    Returns
    -------
    list of str
        The names of what was dropped.
    """
    pages = [
        p
        for p in html.rglob("*.html")
        if not APART & set(p.relative_to(html).parts)
    ]
    named = {
        name
        for page in pages
        for name in PICTURE.findall(page.read_text("utf-8"))
    }
    left = [p for p in (html / "_images").glob("*") if p.name not in named]
    for picture in left:
        picture.unlink()
    return sorted(picture.name for picture in left)


def publish(staged, target):
    """Replace the published pages by the staged ones.

    Parameters
    ----------
    staged, target : Path
        Folders; readers of ``target`` see the old pages or the new ones.
    """
    fresh = target.with_name(f"{target.name}.new")
    old = target.with_name(f"{target.name}.old")
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    # A copy, because Sphinx goes on writing into the staged files.
    shutil.copytree(staged, fresh)
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)
