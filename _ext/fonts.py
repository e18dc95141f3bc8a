"""Cut fonts down to the letters that the pages have."""

import base64
import io
import logging
import re

from fontTools import subset
from fontTools.ttLib import TTFont

_ESCAPE = re.compile(r"\\([0-9a-fA-F]{4,6}) ?")
#: Icons are letters of the private area.
_PRIVATE = range(0xE000, 0xF900)


# fontTools finds the fonts' dates odd, and says so for each.
logging.getLogger("fontTools").setLevel(logging.ERROR)


def cut(path, letters):
    """Cut a font down.

    Parameters
    ----------
    path : Path
        A font in woff2, or any that fontTools reads.
    letters : set of int
        Code points to keep.

    Returns
    -------
    tuple of (bytes, set of int, set of int)
        The font as woff, those of the letters that it has, and its others.
    """
    options = subset.Options()
    options.layout_features = ["*"]
    # Made by a program, for screens of ten years ago; a sixth of the weight.
    options.hinting = False
    options.notdef_outline = True
    font = TTFont(path, recalcTimestamp=False)
    has = set(font.getBestCmap())
    kept = letters & has
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(kept))
    subsetter.subset(font)
    font.flavor = "woff"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue(), kept, has - kept


def icons(css):
    r"""List the icons that a style sheet draws as letters.

    Parameters
    ----------
    css : str
        With ``content: "\\f0c9"``, or the letter itself.

    Returns
    -------
    set of int
        Code points.
    """
    found = {int(digits, 16) for digits in _ESCAPE.findall(css)}
    return (found | set(map(ord, css))) & set(_PRIVATE)


def ranges(letters):
    """Write code points as ``unicode-range`` wants them.

    Parameters
    ----------
    letters : iterable of int
        Code points.

    Returns
    -------
    str
        Such as ``U+61-7A,U+3C3``.
    """
    runs = []
    for letter in sorted(letters):
        if runs and runs[-1][1] == letter - 1:
            runs[-1][1] = letter
        else:
            runs.append([letter, letter])
    return ",".join(
        f"U+{first:X}" + (f"-{last:X}" if last > first else "")
        for first, last in runs
    )


def embedded(font):
    """Write a font as an address that needs no request.

    Parameters
    ----------
    font : bytes
        As woff.

    Returns
    -------
    str
        For ``src``.
    """
    code = base64.b64encode(font).decode()
    return f'url("data:font/woff;base64,{code}") format("woff")'
