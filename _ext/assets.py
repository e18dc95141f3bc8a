"""Serve with the book what its pages need: KaTeX's style sheet and fonts."""

import hashlib
import re
import shutil
from pathlib import Path

from _ext.book import Book, BuildError
from _ext.bundle import copy_bundle
from _ext.pyodide import copy_python, make_python

OWN = Path(__file__).parent / "assets"


def copy_katex(package, target):
    """Copy KaTeX's style sheet and its woff2 fonts.

    Parameters
    ----------
    package : Path
        ``node_modules/katex``.
    target : Path
        Receives ``katex.min.css`` and ``fonts``.
    """
    style = package / "dist" / "katex.min.css"
    if not style.is_file():
        raise BuildError(f"{style} is missing: run `make book`, or `npm ci`")
    target.mkdir(parents=True, exist_ok=True)
    # Every browser that reads woff2 ignores the older formats after it.
    css = re.sub(
        r",url\([^)]*\.(?:woff|ttf)\) format\(\"\w+\"\)",
        "",
        style.read_text("utf-8"),
    )
    (target / "katex.min.css").write_text(css, "utf-8")
    # For what is typeset while it is typed.
    shutil.copy2(package / "dist" / "katex.min.js", target)
    fonts = target / "fonts"
    fonts.mkdir(exist_ok=True)
    for font in (package / "dist" / "fonts").glob("*.woff2"):
        shutil.copy2(font, fonts / font.name)


def folder_digest(folder):
    """Compute a digest of all files of a folder.

    Parameters
    ----------
    folder : Path
        Such as the book's own assets.

    Returns
    -------
    str
        Hexadecimal digits.
    """
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()


def _add(app, config):
    # Sphinx copies nothing when no page changed: let every page depend on it.
    config.fnn_assets = folder_digest(OWN)
    shared = Path(config.fnn_build) / "assets"
    root = Path(app.srcdir)
    copy_katex(root / "node_modules" / "katex", shared / "katex")
    if copy_bundle(Book(root), shared):
        app.add_css_file("explorables.css", priority=901)
    # Made while the chapters were executed; here it is only found.
    if snapshot := make_python(Book(root)):
        copy_python(Book(root), snapshot, shared / "python")
    # Of all of it: the first build and the second have the same.
    config.fnn_assets += folder_digest(shared)
    config.html_static_path += [str(shared), str(OWN)]


def setup(app):
    """Register the files with Sphinx.

    Parameters
    ----------
    app : sphinx.application.Sphinx
        The application.
    """
    app.add_config_value("fnn_assets", "", "html", str)
    app.connect("config-inited", _add)
    app.add_css_file("book.css", priority=900)
