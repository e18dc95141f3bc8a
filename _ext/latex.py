"""LaTeX as text: when two formulas are written alike."""

import re
from functools import cache

#: What changes the spacing or the size, not the meaning.
SPACING = re.compile(
    r"\\[,;:! ]|\\(?:quad|qquad|left|right|[bB]igg?[lr]?|cdot)(?![a-zA-Z])"
)
NAMES = {
    r"\tfrac": r"\frac",
    r"\dfrac": r"\frac",
    r"\leq": r"\le",
    r"\geq": r"\ge",
    r"\lbrace": r"\{",
}
#: A function of one letter may stand without brackets.
CALL = re.compile(
    r"(\\(?:log|exp|tanh|cosh|sinh|sigma|sqrt|operatorname[A-Za-z]+))"
    r"\((\\?[A-Za-z]+(?:[_^][\w\\\[\]-]+)*'?|\d+)\)"
)
RELATIONS = {"=": "=", r"\le": r"\le", r"\ge": r"\le", "<": "<", ">": "<"}
_RELATION = re.compile(r"\\le(?![a-z])|\\ge(?![a-z])|[=<>]")


@cache
def normal(latex):
    """Return a formula in the form in which it is compared.

    Parameters
    ----------
    latex : str
        As prose or a printer writes it.

    Returns
    -------
    str
        Without spaces, sizes and braces; fractions with a slash.
    """
    for name, wanted in NAMES.items():
        latex = re.sub(
            re.escape(name) + r"(?![a-zA-Z])",
            wanted.replace("\\", r"\\"),
            latex,
        )
    latex = _slashes(SPACING.sub(" ", latex))
    latex = re.sub(r"[\s{}]", "", latex)
    return CALL.sub(r"\1\2", latex).rstrip(".,;")


def _slashes(latex):
    """Write fractions with a slash, bracketed where they must be."""
    while (start := latex.rfind(r"\frac")) >= 0:
        above, rest = _group(latex[start + 5 :])
        below, rest = _group(rest)
        latex = f"{latex[:start]}{_bracket(above)}/{_bracket(below)}{rest}"
    return latex


def _group(text):
    """Return the first group or token of a text, and what follows it."""
    text = text.lstrip()
    if not text.startswith("{"):
        token = re.match(r"\\[a-zA-Z]+|.", text, re.S)
        end = token.end() if token else 0
        return text[:end], text[end:]
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "{") - (letter == "}")
        if not depth:
            return text[1:place], text[place + 1 :]
    return text[1:], ""


def _bracket(text):
    return f"({text})" if re.search(r"[+-]", _outside(text)) else text


def _outside(text):
    """Return a text without what stands in braces or brackets."""
    out, depth = [], 0
    for letter in text:
        depth += letter in "{(["
        if not depth:
            out.append(letter)
        depth -= letter in "})]"
    return "".join(out).lstrip(" -")


def relations(latex):
    """Split a formula at its relations.

    Parameters
    ----------
    latex : str
        Such as ``a = b = c`` or ``0 < p``.

    Returns
    -------
    list of tuple
        ``(left, relation, right)`` for each neighbouring pair; larger than
        is turned into smaller than.
    """
    parts, signs, depth, start = [], [], 0, 0
    place = 0
    while place < len(latex):
        letter = latex[place]
        depth += (letter in "{([") - (letter in "})]")
        match = _RELATION.match(latex, place)
        if match and not depth:
            parts.append(latex[start:place])
            signs.append(match.group())
            place = start = match.end()
        else:
            place += 1
    parts.append(latex[start:])
    found = []
    for left, sign, right in zip(parts, signs, parts[1:], strict=False):
        if sign in (">", r"\ge"):
            left, right = right, left
        found.append((left.strip(), RELATIONS[sign], right.strip()))
    return found
