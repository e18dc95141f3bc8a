"""Mend the theme where it is slow or gives two things one name."""

import re

REPAIRS = (
    # 1.49 MB of script that draws the icons as SVG; the theme's style sheet
    # draws the same ones from its web font.
    (re.compile(r"<script[^>]*scripts/fontawesome\.js[^>]*></script>\s*"), ""),
    # Every exercise and solution of a page has the same id inside.
    (re.compile(r'id="((?:exercise|solution)-content)"'), r'class="\1"'),
)


def mend(page):
    """Repair the source of a page.

    Parameters
    ----------
    page : str
        HTML as the theme's templates give it.

    Returns
    -------
    str
        The repaired HTML.
    """
    for pattern, replacement in REPAIRS:
        page = pattern.sub(replacement, page)
    return page


def _wrap(app):
    if app.builder.format != "html":
        return
    templates = app.builder.templates
    render = templates.render
    templates.render = lambda name, context: mend(render(name, context))


def _drop_unused(app, _exception):
    static = app.outdir / "_static"
    for pattern in ("scripts/fontawesome.js*", "**/*.map", "**/fa-*.ttf"):
        for leftover in static.glob(pattern):
            leftover.unlink()


def setup(app):
    """Register the repairs with Sphinx.

    Parameters
    ----------
    app : sphinx.application.Sphinx
        The application.
    """
    app.connect("builder-inited", _wrap)
    app.connect("build-finished", _drop_unused)
