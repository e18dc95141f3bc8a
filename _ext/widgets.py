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
#: Of one page, all its callbacks together (of one callback: live.py).
MOST_FRAMES = 60
MOST_BYTES = 1_000_000


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
        For a widget that is not one of the book's, which no script of the
        page would show, a state that JavaScript cannot read, and recorded
        pictures beyond what a page may have.
    """
    found = STATE.search(page)
    states = json.loads(found[2])["state"] if found else {}
    numbers = {}

    def place(match):
        view = json.loads(match[1])
        view = json.loads(view) if isinstance(view, str) else view
        model = view["model_id"]
        state = states.get(model, {}).get("state", {})
        if "_explorable" not in state:
            name = state.get("_model_name", "a widget without a state")
            raise BuildError(
                f"found {name}, which no script of a page would show, wanted "
                "an explorable: fnn_lib/explorables, or live(...)"
            )
        number = numbers.setdefault(model, str(len(numbers) + 1))
        title = html.escape(state["_title"])
        return (
            f'<div class="fnn-widget" data-widget="{number}" '
            f'data-kind="{state["_explorable"]}"><noscript>'
            f"<p>{title}: this picture needs scripts.</p></noscript></div>"
        )

    page = VIEW.sub(place, page)
    if not found:
        return page
    folder = outdir / "_images"
    light = {
        number: {"state": _light(states[model]["state"], folder, pathto)}
        for model, number in numbers.items()
    }
    _check_weight(light, folder)
    text = _as_json({"state": light})
    return STATE.sub(lambda m: m[1] + text + m[3], page)


def _light(state, folder, pathto):
    kept = {k: v for k, v in state.items() if not DROPPED.fullmatch(k)}
    for frame in _frames(kept):
        frame["image"] = _as_file(frame["image"], folder, pathto)
    return kept


def _frames(state):
    return state["_recorded"].get("frames", [])


def _as_file(image, folder, pathto):
    if not image:  # the function only printed
        return ""
    content = base64.b64decode(image.removeprefix(FRAME))
    name = f"live-{hashlib.sha256(content).hexdigest()[:16]}.webp"
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    return pathto(f"_images/{name}", 1)


def _check_weight(states, folder):
    images = [
        frame["image"]
        for saved in states.values()
        for frame in _frames(saved["state"])
    ]
    names = {image.rpartition("/")[2] for image in images if image}
    weight = sum((folder / name).stat().st_size for name in names)
    for found, most, what in (
        (len(images), MOST_FRAMES, "frames"),
        (weight, MOST_BYTES, "bytes of pictures"),
    ):
        if found > most:
            raise BuildError(
                f"live: found {found} {what} on one page, wanted at most "
                f"{most}: offer fewer settings, or draw less"
            )


def _as_json(state):
    try:
        text = json.dumps(state, ensure_ascii=False, allow_nan=False)
    except ValueError as error:
        raise BuildError(
            "an explorable's state has NaN or infinity, which JavaScript's "
            "JSON does not know: record a text instead"
        ) from error
    # Nothing inside may end or open what the browser reads as a tag.
    return text.replace("<", "\\u003c")
