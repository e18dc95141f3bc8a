"""Mend the theme where it is slow or gives two things one name."""

import re
from pathlib import Path

from _ext.book import BuildError
from _ext.lean import lean_code, share_curves
from _ext.parts import load_parts
from _ext.pictures import as_files
from _ext.scripts import minify_scripts
from _ext.widgets import lighten

REPAIRS = (
    # 1.49 MB of script that draws the icons as SVG; the theme's style sheet
    # draws the same ones from its web font.
    (re.compile(r"<script[^>]*scripts/fontawesome\.js[^>]*></script>\s*"), ""),
    # It comes when a reader first touches the page: menus.js.
    (
        re.compile(
            r"\s*<(script|link)\b[^>]*scripts/bootstrap\.js[^>]*>(</script>)?"
        ),
        "",
    ),
    # An icon is a letter of a font, which a screen reader would try to read.
    (
        re.compile(r'<span class="btn__icon-container">'),
        '<span class="btn__icon-container" aria-hidden="true">',
    ),
    # The theme's scripts find out at the end whether it is night; until then
    # code has other lines, and a page by night is white.
    (
        re.compile(
            r'(dataset\.theme = )localStorage\.getItem\("theme"\) \|\| "auto";'
        ),
        r'\1{light: "light", dark: "dark"}[localStorage.getItem("mode")] ?? '
        r'(matchMedia("(prefers-color-scheme: dark)").matches '
        r'? "dark" : "light");',
    ),
    # The list of contents comes after the article, and would push it aside.
    (
        re.compile(
            r'<div class="bd-content">(?=.*?id="pst-secondary-sidebar")', re.S
        ),
        '<div class="bd-content fnn-beside">',
    ),
    # So that the title beside it stands still.
    (
        re.compile(r'<img (?=src="[^"]*" class="logo__image)'),
        '<img width="44" height="44" ',
    ),
    # What is downloaded needs no tab of its own.
    (
        re.compile(r'(<a href="[^"]*\bdownloads/[^"]*") target="_blank"'),
        r"\1 download",
    ),
    # Their extensions copy these when the pages are written: a first build
    # has no version of them, and the second would differ from it.
    (
        re.compile(r"(_static/(?:mystnb\.\w+|proof|exercise)\.css)\?v=\w+"),
        r"\1",
    ),
    # Every exercise and solution of a page has the same id inside.
    (re.compile(r'id="((?:exercise|solution)-content)"'), r'class="\1"'),
)

# Only the page that searches needs what searches; the others lead there.
SEARCHES = re.compile(
    r"\s*<script\b[^>]*(?:searchtools|language_data|searchindex)\.js[^>]*>"
    r"</script>"
)

# What switches tabs.
TABS = re.compile(r"\s*<script\b[^>]*design-tabs\.js[^>]*></script>")

# A browser refuses to fetch pages for the summaries of a search from a folder
# (and says so for each); the results themselves need no fetching.
SEARCH_FROM_A_FOLDER = """
if (location.protocol === "file:")
  DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
"""


# The theme asks each box whether it scrolls, and lets it be focused, one after
# the other: a layout of the whole page for each, seconds for a chapter. Here
# a box is asked when it comes into sight.
SCROLLS = "e.scrollWidth>e.clientWidth||e.scrollHeight>e.clientHeight?0:-1"
ASK_AT_ONCE = f".forEach(e=>{{e.tabIndex={SCROLLS}}})"
ASK_IN_SIGHT = (
    ".forEach(e=>{(self.fnnSeen??=new IntersectionObserver(s=>s.forEach("
    f"({{target:e,isIntersecting:i}})=>{{if(i)e.tabIndex={SCROLLS}}}"
    "))).observe(e)})"
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
    if "sd-tab-set" not in page:
        page = TABS.sub("", page)
    return share_curves(lean_code(page))


def _wrap(app):
    if app.builder.format != "html":
        return
    templates = app.builder.templates
    render = templates.render

    def mended(name, context):
        page = mend(render(name, context))
        if "pathto" not in context:
            return page
        if context.get("pagename") != "search":
            page = SEARCHES.sub("", page)
        for lighter in (lighten, as_files):
            page = lighter(page, Path(app.outdir), context["pathto"])
        assets = Path(app.config.fnn_build) / "assets"
        return load_parts(page, assets, context["pathto"])

    templates.render = mended


def mend_script(script):
    """Repair the theme's script.

    Parameters
    ----------
    script : str
        JavaScript as the theme brings it.

    Returns
    -------
    str
        The repaired script.

    Raises
    ------
    BuildError
        If it is not the script that the repair was made for.
    """
    if ASK_IN_SIGHT in script:
        return script
    if script.count(ASK_AT_ONCE) != 1:
        raise BuildError("the theme's script has changed: mend _ext/theme.py")
    return script.replace(ASK_AT_ONCE, ASK_IN_SIGHT)


def _mend_scripts(app, exception):
    path = app.outdir / "_static" / "scripts" / "pydata-sphinx-theme.js"
    if exception is None and path.exists():
        path.write_text(mend_script(path.read_text("utf-8")), "utf-8")


def _minify_scripts(app, exception):
    if exception is None and app.builder.format == "html":
        minify_scripts(app.outdir / "_static", Path(app.srcdir))


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
    app.add_js_file("menus.js", loading_method="defer")
    app.add_js_file("code.js", loading_method="defer")
    app.connect("builder-inited", _wrap)
    app.connect("build-finished", _drop_unused)
    app.connect("build-finished", _mend_scripts)
    app.connect("build-finished", _minify_scripts)
