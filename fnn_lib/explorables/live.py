"""Pictures of Python: a callback's frames over the grid of its controls."""

import base64
import contextlib
import inspect
import io
import itertools
import math
from typing import NamedTuple

import matplotlib.pyplot as plt

from .base import Explorable, choice, slider

__all__ = ["Live", "grid", "record"]

#: Of one page, all its callbacks together.
MOST_FRAMES = 60
MOST_BYTES = 1_000_000
DPI = 150


def grid(controls):
    """Return the values of each control.

    Parameters
    ----------
    controls : dict
        As `ipywidgets.interactive` takes them: ``(low, high)`` or
        ``(low, high, step)`` for a slider, a list or a dict for a choice, a
        bool.

    Returns
    -------
    dict of str to list
        By the name of the control.

    Raises
    ------
    ValueError
        When a control is none of these.
    """
    return {name: _values(name, given) for name, given in controls.items()}


def _values(name, given):
    if isinstance(given, bool):
        return [given, not given]
    if isinstance(given, dict):
        return list(given.values())
    if isinstance(given, list) and given:
        return given
    if isinstance(given, tuple) and len(given) in (2, 3):
        low, high, step = (*given, 1)[:3]
        count = round((high - low) / step) + 1
        if step > 0 and count > 1:
            whole = all(isinstance(x, int) for x in (low, high, step))
            values = [low + k * step for k in range(count)]
            return values if whole else [round(v, 10) for v in values]
    raise ValueError(
        f"{name}: found {given!r}, wanted (low, high), (low, high, step), a "
        "list, a dict or a bool"
    )


class Live(Explorable):
    """What a function of Python drew and said, for each of its settings."""

    NAME = "live"
    #: Of each setting: ``image``, a data address, and ``text``.
    FRAMES = ()
    #: Width and height of the pictures, in pixels of the page.
    SIZE = (0, 0)

    def record(self):
        """Return the frames, the last control changing fastest."""
        return {"frames": list(self.FRAMES), "size": list(self.SIZE)}

    def outputs(self):
        """Return nothing: what the function says is in its frames."""
        return {}


def record(f, controls, alt):
    """Run a function over the grid of its controls.

    Parameters
    ----------
    f : callable
        Draws with matplotlib, prints, or both.
    controls : dict
        See `grid`.
    alt : str
        What is seen, for those who do not see it.

    Returns
    -------
    Live

    Raises
    ------
    ValueError
        When a control is none of its kinds, there are more than
        `MOST_FRAMES` settings, they weigh more than `MOST_BYTES`, or the
        function shows nothing.
    """
    values = grid(controls)
    count = math.prod(map(len, values.values()))
    if count > MOST_FRAMES:
        raise ValueError(
            f"controls: found {count} settings, wanted at most {MOST_FRAMES}"
        )
    frames = [
        _frame(f, dict(zip(values, setting, strict=True)))
        for setting in itertools.product(*values.values())
    ]
    weight = sum(len(frame.image) for frame in frames)
    if weight > MOST_BYTES:
        raise ValueError(
            f"f: found pictures of {weight} bytes, wanted at most "
            f"{MOST_BYTES}: draw less, or offer fewer settings"
        )
    defaults = inspect.signature(f).parameters
    traits = {
        name: _trait(name, controls[name], values[name], defaults)
        for name in values
    }
    frames_of_page = [
        {"image": _address(frame.image), "text": frame.text}
        for frame in frames
    ]
    kind = type(
        "Live",
        (Live,),
        {**traits, "TITLE": alt, "FRAMES": frames_of_page}
        | {"SIZE": max(frame.size for frame in frames)},
    )
    return kind()


class _Frame(NamedTuple):
    image: bytes
    text: str
    size: tuple


def _frame(f, setting):
    """Run the function once and keep what it drew and printed."""
    said = io.StringIO()
    plt.close("all")
    with contextlib.redirect_stdout(said):
        f(**setting)
    if not plt.get_fignums() and not said.getvalue():
        raise ValueError(f"f: found nothing shown at {setting}, wanted some")
    image, size = b"", (0, 0)
    if plt.get_fignums():
        drawing, file = plt.gcf(), io.BytesIO()
        options = {"lossless": True, "method": 4}
        drawing.savefig(file, format="webp", dpi=DPI, pil_kwargs=options)
        image = file.getvalue()
        size = tuple(round(96 * x) for x in drawing.get_size_inches())
    plt.close("all")
    return _Frame(image, said.getvalue().strip(), size)


def _trait(name, given, values, parameters):
    default = parameters[name].default
    initial = default if default in values else values[len(values) // 2]
    words = {"label": name.replace("_", " "), "symbol": ""}
    if isinstance(given, tuple):
        low, step, high = values[0], values[1] - values[0], values[-1]
        return slider(initial, low, high, step, **words)
    shown = values
    if isinstance(given, bool):
        shown = {value: _yes(value) for value in values}
    elif isinstance(given, dict):
        shown = {value: key for key, value in given.items()}
    return choice(shown, initial, **words)


def _yes(value):
    return "yes" if value else "no"


def _address(image):
    if not image:
        return ""
    return "data:image/webp;base64," + base64.b64encode(image).decode()
