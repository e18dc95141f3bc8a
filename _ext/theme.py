"""Mend the theme where it is slow or shows a thing twice."""

import re

# 1.49 MB of script that draws icons as SVG. The style sheet of the theme
# draws the same icons from its web font, and stays.
ICON_SCRIPT = re.compile(
    r"\s*<script[^>]*scripts/fontawesome\.js[^>]*></script>"
)


def _strip(app, _exception):
    scripts = app.outdir / "_static" / "scripts"
    for leftover in scripts.glob("fontawesome.js*"):
        leftover.unlink()
    for source_map in (app.outdir / "_static").rglob("*.map"):
        source_map.unlink()


def _mend(app, pagename, templatename, context, doctree):
    pass


def setup(app):
    """Register the repairs with Sphinx.

    Parameters
    ----------
    app : sphinx.application.Sphinx
        The application.
    """
    app.connect("build-finished", _strip)
