"""Lighten what myst-nb saves of widgets in a page: places and states."""

import base64
import hashlib
import html
import json
import re

from _ext.book import BuildError

VIEW = re.compile(
    r'<script type="application/vnd\.jupyter\.widget-view\+json">'
    r"(.*?)</script>",
    re.DOTALL,
)
STATE = re.compile(
    r'(<script type="application/vnd\.jupyter\.widget-state\+json">)'
    r"(.*?)(</script>)",
    re.DOTALL,
)
# What the pages' host has no use for: of the notebook's own front end.
DROPPED = re.compile(
    r"_(model|view|esm|css|anywidget|dom).*|layout|tabbable|tooltip"
)
FRAME = "data:image/webp;base64,"


def lighten(page, outdir, pathto):
    """Rewrite the widgets of a page for the book's own host.

    Each view becomes a place that says what belongs there, numbered in the
    order of the page; the states keep what the host reads; recorded pictures
    become files that a browser loads when they are seen.

    Parameters
    ----------
    page : str
        HTML with the scripts that myst-nb writes.
    outdir : Path
        Of the built pages.
    pathto : callable
        Gives the address of a file of the book, as seen from the page.

    Returns
    -------
    str
        The lighter HTML.

    Raises
    ------
    BuildError
        For a widget that is not one of the book's: no script of the page
        would show it.
    """
    found = STATE.search(page)
    if not found:
        return page
    states = json.loads(found[2])["state"]
    numbers = {}

    def place(match):
        view = json.loads(match[1])
        view = json.loads(view) if isinstance(view, str) else view
        model = view["model_id"]
        state = states[model]["state"]
        if "_explorable" not in state:
            raise BuildError(f"a page cannot show {states[model]}")
        number = numbers.setdefault(model, str(len(numbers) + 1))
        title = html.escape(state["_title"])
        return (
            f'<div class="fnn-widget" data-widget="{number}"><noscript>'
            f"<p>{title}: this picture needs scripts.</p></noscript></div>"
        )

    page = VIEW.sub(place, page)
    light = {
        number: {"state": _light(states[model]["state"], outdir, pathto)}
        for model, number in numbers.items()
    }
    text = json.dumps({"state": light}, ensure_ascii=False)
    text = text.replace("</", "<\\/")
    return STATE.sub(lambda m: m[1] + text + m[3], page)


def _light(state, outdir, pathto):
    kept = {k: v for k, v in state.items() if not DROPPED.fullmatch(k)}
    for frame in kept["_recorded"].get("frames", []):
        frame["image"] = _as_file(frame["image"], outdir, pathto)
    return kept


def _as_file(image, outdir, pathto):
    content = base64.b64decode(image.removeprefix(FRAME))
    name = f"live-{hashlib.sha256(content).hexdigest()[:16]}.webp"
    folder = outdir / "_images"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    return pathto(f"_images/{name}", 1)
