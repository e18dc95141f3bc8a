"""Which letters of which font the formulas of a page have."""

import html as markup
import re
import string

#: Fonts by the class that asks for them; the others are of the first.
FONTS = {
    "": "KaTeX_Main-Regular",
    "amsrm": "KaTeX_AMS-Regular",
    "delim-size1": "KaTeX_Size1-Regular",
    "delim-size4": "KaTeX_Size4-Regular",
    "large-op": "KaTeX_Size2-Regular",
    "mathbb": "KaTeX_AMS-Regular",
    "mathbf": "KaTeX_Main-Bold",
    "mathcal": "KaTeX_Caligraphic-Regular",
    "mathit": "KaTeX_Main-Italic",
    "mathnormal": "KaTeX_Math-Italic",
    "size1": "KaTeX_Size1-Regular",
    "size2": "KaTeX_Size2-Regular",
    "size3": "KaTeX_Size3-Regular",
    "size4": "KaTeX_Size4-Regular",
    "small-op": "KaTeX_Size1-Regular",
    "textbf": "KaTeX_Main-Bold",
}
#: What explorables write; they are not there yet when a page is built.
STANDING = {
    "KaTeX_Main-Regular": set(string.printable.strip()) | set("∂∇⊤ℓ"),
    "KaTeX_Math-Italic": set(string.ascii_letters) | set("αδσ"),
}
_FORMULA = re.compile(r'<span class="katex-html".*?(?=<(?!/?span\b)|\Z)', re.S)
_TEXT = re.compile(r'<(/?)span(?: class="([^"]*)")?[^>]*>([^<]+)')


def formula_letters(html):
    """List the letters of a page's formulas, font by font.

    A letter that is missed here is no harm: the browser loads the whole
    font for it.

    Parameters
    ----------
    html : str
        Source of a page.

    Returns
    -------
    dict
        From the name of a font to a string of its letters, sorted.
    """
    found = {font: set(letters) for font, letters in STANDING.items()}
    for formula in _FORMULA.findall(html):
        for closed, classes, text in _TEXT.findall(formula):
            found.setdefault(_font(closed, classes), set()).update(
                markup.unescape(text)
            )
    return {font: "".join(sorted(found[font])) for font in sorted(found)}


def _font(closed, classes):
    named = [] if closed else classes.split()
    if "sizing" in named:  # it has sizes of letters, not of brackets
        named = []
    return next((FONTS[name] for name in named if name in FONTS), FONTS[""])
