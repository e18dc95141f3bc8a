"""Figures of a page as files that a browser loads when they are seen."""

import base64
import functools
import hashlib
import html
import io
import re
from pathlib import Path

from PIL import Image

STYLE = Path(__file__).parent / "assets" / "book.css"
#: The two looks of a page, by the selector that gives them their colours.
THEMES = {
    "light": 'html:not([data-theme="dark"])',
    "dark": 'html[data-theme="dark"]',
}
INK = "--pst-color-text-base"
_FIGURE = re.compile(r'(<figure class="fnn-figure">)(<svg.*?</svg>)', re.S)
_SIZE = re.compile(r'\b(width|height)="([\d.]+)pt"')
_LABEL = re.compile(r'aria-label="([^"]*)"')
_RASTER = re.compile(r"data:image/png;base64,([\w+/=\s]+)")
#: A point of a drawing, in pixels.
POINT = 4 / 3


@functools.cache
def colours(theme):
    """Read the colours of a theme from the book's style sheet.

    Parameters
    ----------
    theme : str
        A name of `THEMES`.

    Returns
    -------
    dict
        From the name of a variable to its colour.
    """
    css = STYLE.read_text("utf-8")
    rules = re.findall(r"^([^{}\n]+) \{([^{}]*)\}", css, re.M)
    said = "".join(body for name, body in rules if name == THEMES[theme])
    return dict(re.findall(rf"({INK}|--fnn-line-\d): (#\w+)", said))


def as_files(page, outdir, pathto):
    """Put the figures of a page into files, one for each theme.

    Parameters
    ----------
    page : str
        HTML with drawings as SVG inside.
    outdir : Path
        Of the built pages.
    pathto : callable
        Gives the address of a file of the book, as seen from the page.

    Returns
    -------
    str
        HTML with images of the same size, loaded when they are seen.
    """
    folder = outdir / "_images"

    def replace(match):
        images = "".join(
            _image(match[2], theme, folder, pathto) for theme in THEMES
        )
        return match[1] + images

    return _FIGURE.sub(replace, page)


def _image(svg, theme, folder, pathto):
    drawing = _RASTER.sub(_smaller, painted(svg, theme)).encode()
    name = f"figure-{hashlib.sha256(drawing).hexdigest()[:16]}.svg"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(drawing)
    head = svg[: svg.index(">")]
    size = {k: round(float(v) * POINT) for k, v in _SIZE.findall(head)}
    said = "".join(f' {k}="{v}"' for k, v in size.items())
    alt = html.escape(html.unescape(_LABEL.search(head)[1]), quote=True)
    source = pathto(f"_images/{name}", 1)
    return (
        f'<img class="fnn-on-{theme} dark-light" src="{source}" '
        f'alt="{alt}"{said} loading="lazy" decoding="async" />'
    )


def painted(svg, theme):
    """Give a drawing the colours of a theme.

    Parameters
    ----------
    svg : str
        With the page's text colour and variables.
    theme : str
        A name of `THEMES`.

    Returns
    -------
    str
        A drawing that stands alone.
    """
    found = colours(theme)
    svg = re.sub(
        r"var\((--fnn-line-\d), #\w+\)", lambda name: found[name[1]], svg
    )
    return svg.replace("currentColor", found[INK])


def _smaller(match):
    """Write a picture inside a drawing as WebP, without loss."""
    picture = Image.open(io.BytesIO(base64.b64decode(match[1])))
    out = io.BytesIO()
    picture.save(out, "WEBP", lossless=True, quality=100, method=4)
    code = base64.b64encode(out.getvalue()).decode()
    return f"data:image/webp;base64,{code}"
