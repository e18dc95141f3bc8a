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

#: What a list may have: what a page tells apart as Python does.
PLAIN = bool | int | float | str
#: Of one callback, and of all of a page together: _ext/widgets.py.
MOST_FRAMES = 60
MOST_BYTES = 1_000_000
DPI = 150
#: A third of the time of the default effort, a tenth more bytes.
WEBP = {"lossless": True, "method": 4, "quality": 20}


def grid(controls):
    """Return the values of each control; of a dict, what is shown for them.

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
        When a control is none of these, or a widget needs its name.
    """
    for name in controls:
        if hasattr(Live, name):
            raise ValueError(
                f"{name}: found a name that widgets have for themselves, "
                "wanted another one"
            )
    return {name: _values(name, given) for name, given in controls.items()}


def _values(name, given):
    if isinstance(given, bool):
        return [given, not given]
    if isinstance(given, dict) and given:
        return list(map(str, given))
    if isinstance(given, list) and given:
        if all(isinstance(value, PLAIN) for value in given):
            return given
    elif isinstance(given, tuple) and len(given) in (2, 3):
        if all(isinstance(x, int | float) for x in given):
            values = _between(*given)
            if len(values) > 1:
                return values
    raise ValueError(
        f"{name}: found {given!r}, wanted (low, high), (low, high, step), a "
        "list of numbers or texts, a dict or a bool"
    )


def _between(low, high, step=1):
    """List low, low + step, ..., none of them beyond high."""
    if not step > 0:
        return []
    # A whole number of steps, in spite of rounding.
    count = math.floor((high - low) / step + 1e-9) + 1
    values = [low + k * step for k in range(count)]
    whole = all(isinstance(x, int) for x in (low, high, step))
    return values if whole else [round(value, 10) for value in values]


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
        function shows nothing or several figures.
    """
    values = grid(controls)
    count = math.prod(map(len, values.values()))
    if count > MOST_FRAMES:
        raise ValueError(
            f"controls: found {count} settings, wanted at most {MOST_FRAMES}"
        )
    frames = [
        _frame(f, _arguments(controls, setting))
        for setting in itertools.product(*values.values())
    ]
    weight = sum(len(frame.image) for frame in frames)
    if weight > MOST_BYTES:
        raise ValueError(
            f"f: found pictures of {weight} bytes, wanted at most "
            f"{MOST_BYTES}: draw less, or offer fewer settings"
        )
    traits = {
        name: _trait(f, name, given, values[name])
        for name, given in controls.items()
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
    drawn = plt.get_fignums()
    if not drawn and not said.getvalue():
        raise ValueError(f"f: found nothing shown at {setting}, wanted some")
    if len(drawn) > 1:
        raise ValueError(
            f"f: found {len(drawn)} figures at {setting}, wanted at most one"
        )
    image, size = b"", (0, 0)
    if drawn:
        drawing, file = plt.gcf(), io.BytesIO()
        drawing.savefig(file, format="webp", dpi=DPI, pil_kwargs=WEBP)
        image = file.getvalue()
        size = tuple(round(96 * x) for x in drawing.get_size_inches())
    plt.close("all")
    return _Frame(image, said.getvalue().strip(), size)


def _arguments(controls, setting):
    """Return what the function gets: of a dict, what a text stands for."""
    arguments = dict(zip(controls, setting, strict=True))
    for name, given in controls.items():
        if isinstance(given, dict):
            texts = {str(shown): value for shown, value in given.items()}
            arguments[name] = texts[arguments[name]]
    return arguments


def _trait(f, name, given, values):
    """Make the control; it starts where `ipywidgets.interactive` does."""
    parameter = inspect.signature(f).parameters.get(name)
    default = getattr(parameter, "default", None)
    if isinstance(given, dict):
        known = list(given.values())
        default = values[known.index(default)] if default in known else None
    initial = values[(len(values) - 1) // 2 if isinstance(given, tuple) else 0]
    if default in values and not isinstance(given, bool):
        initial = default
    words = {"label": name.replace("_", " "), "symbol": ""}
    if isinstance(given, tuple):
        step = given[2] if len(given) == 3 else 1
        return slider(initial, values[0], values[-1], step, **words)
    shown = values
    if isinstance(given, bool):
        shown = {value: _yes(value) for value in values}
    return choice(shown, initial, **words)


def _yes(value):
    return "yes" if value else "no"


def _address(image):
    if not image:
        return ""
    return "data:image/webp;base64," + base64.b64encode(image).decode()
