"""Make one style sheet of all that pages load, without what none has."""

import re
import subprocess
from pathlib import Path

import pydata_sphinx_theme
import tinycss2

from _ext import fonts, styles
from _ext.book import BuildError
from _ext.formulas import NODE

#: Written for this book, or for formulas that readers type: kept whole.
WHOLE = ("book.css", "explorables.css", "katex.min.css", "katex-math.css")
#: What the theme's tooltips and menus give to what they make or move.
GIVEN = """
    bs-tooltip-auto bs-tooltip-bottom bs-tooltip-end bs-tooltip-start
    bs-tooltip-top dropdown-menu fade show tooltip tooltip-arrow tooltip-inner
"""
#: Their classes are listed above, or stand in a sheet that is kept whole.
UNREAD = {"bootstrap.js", "katex.min.js"}
#: Words of scripts that are no class which one of them gives here: a switcher
#: of versions, an announcement, kinds of code in other languages.
UNMADE = """
    bd-footer-article bd-header-announcement body c ch classifier col context
    document download dropdown-menu-dark first full-width gh gu h1 h2 h3 h4 h5
    h6 hint icon jp-RenderedHTMLCommon kr kt l linenos list-group-item
    list-group-item-action m margin margin-caption marginnote me-auto mh ms-3
    ms-auto my-1 na ne no note nc progress pst-button-link-to-stable-version
    py-1 row s sa sc se section sh si sidebar sidebar-title sidenote small sr
    ss success text-wrap thebe-launch-button vc version-switcher__button
    version-switcher__menu vr warning
"""
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_FACE = re.compile(r"@font-face\{([^{}]*)\}")
_SOURCE = re.compile(r'src:url\("?([^")]+)"?\)[^;}]*')


def make_sheet(static, sheets, names, letters, root):
    """Make the one style sheet.

    Parameters
    ----------
    static : Path
        Folder of what the pages load.
    sheets : list of str
        What they load, in this order; names inside the folder.
    names : set of str
        Classes and ids that they have.
    letters : dict
        From the name of a font to the letters that formulas have of it.
    root : Path
        Of the book.

    Returns
    -------
    str
        CSS.
    """
    scripts = [
        path.read_text("utf-8")
        for path in sorted(static.rglob("*.js"))
        if path.name not in UNREAD
    ]
    made = {word for text in scripts for word in _WORD.findall(text)}
    names = names | set(GIVEN.split()) | (made - set(UNMADE.split()))
    rules = []
    for sheet in sheets:
        own = styles.read(static / sheet, static)
        rules += own if sheet.endswith(WHOLE) else styles.purge(own, names)
    css = minify(tinycss2.serialize(rules), root)
    css = styles.drop_unused_variables(css, "".join(scripts))
    return _with_fonts(css, letters, root)


def minify(css, root):
    """Write a style sheet shorter.

    Parameters
    ----------
    css : str
        Any style sheet.
    root : Path
        Of the book, where esbuild lies.

    Returns
    -------
    str
        What says the same.
    """
    esbuild = root / "node_modules" / "esbuild" / "bin" / "esbuild"
    done = subprocess.run(
        [NODE, str(esbuild), "--loader=css", "--minify"],
        input=css,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise BuildError(f"the style sheet: {done.stderr.strip()}")
    return done.stdout


def _with_fonts(css, letters, root):
    theme = Path(pydata_sphinx_theme.__file__).parent
    folders = {
        "webfonts": next(theme.rglob("webfonts")),
        "fonts": root / "node_modules" / "katex" / "dist" / "fonts",
    }
    icons = fonts.icons(_FACE.sub("", css))

    def face(match):
        path = Path(_SOURCE.search(match[1])[1])
        whole = folders[path.parent.name] / f"{path.stem}.ttf"
        icon = path.parent.name == "webfonts"
        wanted = icons if icon else set(map(ord, letters.get(path.stem, "")))
        small, kept, rest = fonts.cut(whole, wanted)
        first = _SOURCE.sub(lambda _: f"src:{fonts.embedded(small)}", match[0])
        if icon:
            return first if kept else ""
        first = _ranged(first, kept) if kept else ""
        return first + _ranged(match[0], rest)

    return _FACE.sub(face, css)


def _ranged(face, letters):
    return face[:-1].rstrip(";") + f";unicode-range:{fonts.ranges(letters)}}}"
