"""Mend the theme where it is slow or gives two things one name."""

import re

REPAIRS = (
    # 1.49 MB of script that draws the icons as SVG; the theme's style sheet
    # draws the same ones from its web font.
    (re.compile(r"<script[^>]*scripts/fontawesome\.js[^>]*></script>\s*"), ""),
    # Every exercise and solution of a page has the same id inside.
    (re.compile(r'id="((?:exercise|solution)-content)"'), r'class="\1"'),
)

# A browser refuses to fetch pages for the summaries of a search from a folder
# (and says so for each); the results themselves need no fetching.
SEARCH_FROM_A_FOLDER = """
if (location.protocol === "file:")
  DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
"""


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
    # After documentation_options.js (200), before anything that searches.
    app.add_js_file(None, body=SEARCH_FROM_A_FOLDER, priority=300)
    app.connect("builder-inited", _wrap)
    app.connect("build-finished", _drop_unused)
