"""Tokens: what was typed, cut into numbers, names and signs.

LaTeX, Python and Unicode signs for one thing become one token here. Every
token knows its place, so that a message can point at it.
"""

import re
import unicodedata
from typing import NamedTuple

from .trees import Malformed

__all__ = ["Token", "quoted", "tokens"]

#: Digits of a number when it is written out.
DIGITS = 30

RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₚₛₜₓ", "0123456789aehijklmnpstx")
GREEK = "α-ωϵϕΔ"
#: A letter with its hat, in one character or in two.
HATS = "[ŷŶ]|[yY]\u0302"
TOKEN = re.compile(
    r"(?P<space>\\(?:[,;:! ]|quad\b|qquad\b|left\b|right\b|[bB]igg?[lr]?\b"
    r"|displaystyle\b|limits\b)|~|[\s\u200b\u2060-\u2064\ufeff]+)"
    r"|(?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<transpose>\.T(?![A-Za-z0-9_])|ᵀ)"
    r"|(?P<command>\\[A-Za-z]+)"
    r"|(?P<name>[A-Za-z][A-Za-z0-9]*(?!\u0302)(?:_[A-Za-z0-9]+)*"
    rf"|(?:{HATS}|[{GREEK}ℓ])[0-9]*(?:_[A-Za-z0-9]+)*)"
    r"|(?P<raised>⁻?[⁰¹²³⁴-⁹]+)"
    r"|(?P<lowered>[₀-₉ₐₑₕᵢⱼₖₗₘₙₚₛₜₓ]+)"
    r"|(?P<sign>\*\*|\\[{}]|.)",
    re.DOTALL,
)
#: Other ways to write a sign.
SIGNS = {
    **dict.fromkeys(["−", "–", "—"], "-"),
    **dict.fromkeys("·×⋅∙•∗", "*"),
    **dict.fromkeys(["\\cdot", "\\times", "\\ast"], "*"),
    **dict.fromkeys(["∘", "\\odot", "\\circ"], "⊙"),
    **dict.fromkeys(["÷", "∕", "⁄", "\\div"], "/"),
    **dict.fromkeys(["\\top", "\\intercal"], "⊤"),
    **dict.fromkeys(["′", "’", "´", "\\prime"], "'"),
    **{"**": "^", "″": "''", "\\oslash": "⊘", "\\lbrack": "["},
    **{"\\{": "(", "\\}": ")", "\\rbrack": "]"},
}
MEANT = frozenset("-+*/^(){}[],'_@⊙⊘⊤.") | {"''"}
#: Commands that are words of an index, as in \theta_{\min}.
WORDS = ("\\min", "\\max")
#: Signs that many type, and what to type instead.
REFUSED = {
    "=": "an equals sign is not read: type the right-hand side alone",
    **dict.fromkeys(
        ("∂", "∇", "\\partial", "\\nabla"),
        "a derivative is not read: type what it is equal to",
    ),
    **dict.fromkeys(("∑", "Σ", "\\sum"), "a sum sign is not read"),
    "!": "a factorial is not read",
    "|": "an absolute value is not read",
    **dict.fromkeys("<>", "a comparison is not read"),
    "&": "one line without “&” is wanted",
    "\\over": "type \\frac{…}{…}, or a slash, for a fraction",
}
#: Commands that change how a letter looks, and nothing else.
FONTS = frozenset(
    "\\mathbf \\mathrm \\mathit \\mathsf \\mathbb \\mathcal \\boldsymbol \\bm "
    "\\text \\textbf \\textrm \\operatorname \\vec \\underline".split()
)
BOLD = frozenset("\\mathbf \\mathbb \\boldsymbol \\bm \\textbf".split())
HATTING = ("\\hat", "\\widehat")


class Token(NamedTuple):
    """A piece of what was typed.

    Attributes
    ----------
    kind : str
        ``number``, ``name``, ``command``, ``sign``, ``transpose``,
        ``raised``, ``lowered`` or ``end``.
    text : str
        One text for all ways to write it.
    place : int
        Where it begins.
    """

    kind: str
    text: str
    place: int


def tokens(text):
    """Cut a text into tokens.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of Token
        The last is of kind ``end``.

    Raises
    ------
    Malformed
        At the first character without a meaning.
    """
    found = [
        _token(match.lastgroup, match.group(), match.start())
        for match in TOKEN.finditer(text)
        if match.lastgroup != "space"
    ]
    found = _in_dollars(found)
    for token in found:
        if token.text in REFUSED:
            raise Malformed(REFUSED[token.text], token.place)
    for token in found:
        if token.kind == "sign" and token.text not in MEANT:
            raise Malformed(
                f"{quoted(token.text)} has no meaning here", token.place
            )
    return _hatted(_plain([*found, Token("end", "", len(text))]))


def _in_dollars(found):
    """Drop the dollars of a formula that was copied with them."""
    while len(found) > 1 and found[0].text == found[-1].text == "$":
        found = found[1:-1]
    return found


def _token(kind, text, place):
    if text in SIGNS:
        return Token("sign", SIGNS[text], place)
    if text in WORDS:
        return Token("name", text[1:], place)
    if kind == "raised":
        text = text.translate(RAISED)
    if kind == "lowered":
        text = text.translate(LOWERED)
    if kind == "number":
        text = _written_out(text, place)
    return Token(kind, text, place)


def _written_out(text, place):
    """Return 1e-3 as 0.001; numbers that nobody would type are refused."""
    mantissa, _, power = text.lower().partition("e")
    whole, _, digits = mantissa.partition(".")
    if len(power) > 3 or len(text) > DIGITS or abs(int(power or 0)) > DIGITS:
        raise Malformed("a number this long is no answer", place)
    shift = int(power or 0)
    if shift >= 0:
        digits = digits.ljust(shift, "0")
        whole, digits = whole + digits[:shift], digits[shift:]
    else:
        whole = whole.rjust(1 - shift, "0")
        whole, digits = whole[:shift], whole[shift:] + digits
    if len(whole + digits) > DIGITS:
        raise Malformed("a number this long is no answer", place)
    return (whole or "0") + (f".{digits}" if digits else "")


def _plain(found):
    """Drop the commands for fonts, and empty braces."""
    kept, dropped = [], set()
    for k, token in enumerate(found):
        if k in dropped:
            continue
        if token.text in FONTS:
            inside = _braced(found, k + 1)
            dropped |= inside
            first = k + 1 + bool(inside)
            if token.text in BOLD and found[first].text == "1":
                dropped.add(first)
                kept.append(Token("name", "ones", token.place))
        elif token.text == "{" and found[k + 1].text == "}":
            dropped.add(k + 1)
        else:
            kept.append(token)
    return kept


def _hatted(found):
    r"""Make one name of \\hat{y} and of \\hat y."""
    result, k = [], 0
    while k < len(found):
        token = found[k]
        k += 1
        if token.text in HATTING:
            texts = [t.text for t in found[k : k + 3]]
            braced = texts[:1] == ["{"] and texts[2:] == ["}"]
            inner = found[min(k + braced, len(found) - 1)]
            if inner.kind != "name" or not inner.text[0].isascii():
                raise Malformed("one letter under the hat", token.place)
            k += 1 + 2 * braced
            text = f"{inner.text[0]}hat{inner.text[1:]}"
            token = Token("name", text, token.place)
        result.append(token)
    return result


def _braced(found, start):
    """Return the places of a brace and of the one that closes it."""
    if found[start].text != "{":
        return set()
    depth = 0
    for k in range(start, len(found)):
        depth += {"{": 1, "}": -1}.get(found[k].text, 0)
        if not depth:
            return {start, k}
    return set()


def quoted(text):
    """Quote a piece of what was typed, for a message.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        Cut where it is long; characters that one cannot see by their name.
    """
    if len(text) == 1 and not (text.isprintable() and text.isascii()):
        name = unicodedata.name(text, "a control character")
        code = f"U+{ord(text):04X}, {name.lower()}"
        return f"“{text}” ({code})" if text.isprintable() else code
    text = "".join(c if c.isprintable() else " " for c in text)
    return f"“{text[:20]}…”" if len(text) > 20 else f"“{text}”"
