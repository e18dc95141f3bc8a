"""When all pages are written: give them one style sheet."""

import hashlib
import json
import re
from pathlib import Path

from _ext.letters import formula_letters
from _ext.sheet import make_sheet

#: The one style sheet, beside what it is made of.
SHEET = "page.css"
#: Not pages of the book.
APART = {"_static", "downloads", "lite"}
#: Text with formulas has its lines broken before their fonts, embedded in the
#: style sheet, are read: unless they are asked for before there is any text.
FONTS = (
    '<script>for (const font of ["1em KaTeX_Main", "italic 1em KaTeX_Math"])'
    ' document.fonts.load(font, "W");</script>'
)
_LINK = re.compile(
    r'\s*<link\b(?=[^>]*\brel="stylesheet")[^>]*\bhref="([^"?]*)[^>]*>'
)
_NAMES = re.compile(r'\b(?:class|id)="([^"]*)"')


def pages(outdir):
    """List the pages of a built book.

    Parameters
    ----------
    outdir : Path
        Where they were written.

    Returns
    -------
    list of Path
        Sorted.
    """
    found = (p for p in outdir.rglob("*.html"))
    return sorted(
        p for p in found if p.relative_to(outdir).parts[0] not in APART
    )


def look(html):
    """List what a page's looks rest on.

    Parameters
    ----------
    html : str
        Its source.

    Returns
    -------
    dict
        Its ``sheets``, ``names`` (classes and ids) and, for each font of
        formulas, ``letters``.
    """
    names = {n for found in _NAMES.findall(html) for n in found.split()}
    return {
        "sheets": [
            link.partition("_static/")[2]
            for link in _LINK.findall(html)
            if not link.endswith(SHEET)
        ],
        "names": sorted(names),
        "letters": formula_letters(html),
    }


def finish(outdir, root, stamp):
    """Give all pages of a folder the one style sheet.

    Parameters
    ----------
    outdir : Path
        Of the built pages.
    root : Path
        Of the book.
    stamp : Path
        Remembers what was looked at, for the next build.
    """
    known = json.loads(stamp.read_text("utf-8")) if stamp.is_file() else {}
    looks = {}
    for page in pages(outdir):
        name, state = page.relative_to(outdir).as_posix(), _state(page)
        kept = known.get("looks", {}).get(name)
        if not kept or kept["state"] != state:
            kept = {"state": state, **look(page.read_text("utf-8"))}
        looks[name] = kept
    sheets = known.get("sheets", [])
    fresh = [link for kept in looks.values() for link in kept["sheets"]]
    sheets = list(dict.fromkeys(fresh)) or sheets
    now = {"sheets": sheets, "of": _digest(outdir / "_static", sheets, looks)}
    if now["of"] != known.get("of"):
        names, letters = _together(looks)
        css = make_sheet(outdir / "_static", sheets, names, letters, root)
        (outdir / "_static" / SHEET).write_text(css, "utf-8")
    css = (outdir / "_static" / SHEET).read_bytes()
    version = hashlib.sha256(css).hexdigest()[:8]
    for name, kept in looks.items():
        if kept["sheets"] or version != known.get("version"):
            _link(outdir / name, name, version)
            kept |= {"sheets": [], "state": _state(outdir / name)}
    now |= {"looks": looks, "version": version}
    stamp.write_text(json.dumps(now), "utf-8")


def _state(path):
    found = path.stat()
    return [found.st_mtime_ns, found.st_size]


def _together(looks):
    names = {name for kept in looks.values() for name in kept["names"]}
    letters = {}
    for kept in looks.values():
        for font, some in kept["letters"].items():
            letters[font] = letters.get(font, "") + some
    return names, letters


def _digest(static, sheets, looks):
    """Compute a digest of all that the style sheet is made of."""
    names, letters = _together(looks)
    letters = {font: "".join(sorted(set(x))) for font, x in letters.items()}
    total = hashlib.sha256(
        json.dumps([sheets, sorted(names), letters], sort_keys=True).encode()
    )
    made = [*static.rglob("*.js"), *static.rglob("*.css")]
    for path in sorted(path for path in made if path.name != SHEET):
        total.update(path.read_bytes())
    return total.hexdigest()


def _link(page, name, version):
    """Write the one link where the others stood, or its new version."""
    html = page.read_text("utf-8").replace(f"\n  {FONTS}", "")
    up = "../" * name.count("/")
    link = f'<link rel="stylesheet" href="{up}_static/{SHEET}?v={version}" />'
    first = _LINK.search(html)
    if not first:  # a page that only leads to another one
        return
    head = html[: first.start()] + f"\n  {link}\n  {FONTS}"
    page.write_text(head + _LINK.sub("", html[first.end() :]), "utf-8")


def _finish(app, exception):
    if exception is None and app.builder.format == "html":
        stamp = Path(app.doctreedir) / "look.json"
        finish(Path(app.outdir), Path(app.srcdir), stamp)


def setup(app):
    """Finish the pages when Sphinx has written them.

    Parameters
    ----------
    app : sphinx.application.Sphinx
        The application.
    """
    # After the theme's own scripts were mended.
    app.connect("build-finished", _finish, priority=900)
