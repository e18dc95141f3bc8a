"""How what a check found reads in a sentence: no code, no program's words."""

import re

__all__ = ["in_words", "unlike"]

_SHAPES = re.compile(
    r"shapes: found (?P<found>.+?)(?: in .+)?, wanted (?:inner|equal) .+"
)
_INNER = re.compile(r"matmul: .*\(size (\d+) is different from (\d+)\)")
_BROADCAST = re.compile(
    r"operands could not be broadcast together with shapes (\S+) (\S+) *"
)
#: Of more than that many only those that differ are named.
MANY = 6


def in_words(value):
    """Return a value, or a refusal, as a reader would write it.

    Parameters
    ----------
    value : object
        A text, or a collection of texts, symbols and numbers.

    Returns
    -------
    str
        Of a set, its members in order; ``none`` of an empty one.
    """
    if isinstance(value, str):
        return _refusal(value)
    if isinstance(value, dict):
        lines = (f"{key}: {in_words(one)}" for key, one in value.items())
        return "; ".join(lines) or "none"
    if isinstance(value, set | frozenset):
        return ", ".join(_sorted(value)) or "none"
    if isinstance(value, list | tuple):
        return ", ".join(map(_member, value)) or "none"
    return str(value)


def unlike(found, claimed):
    """Say what a collection is, and what it was claimed to be.

    Parameters
    ----------
    found, claimed : object
        As for `in_words`.

    Returns
    -------
    str
        ``a, b, not c``; of long collections what is missing, and what is too
        much.
    """
    if isinstance(found, list) and isinstance(claimed, list):
        pairs = zip(found, claimed, strict=False)
        nested = [(a, b) for a, b in pairs if isinstance(a, set) and a != b]
        if nested:
            return unlike(*nested[0])
    sets = isinstance(found, set) and isinstance(claimed, set)
    if sets and max(len(found), len(claimed)) > MANY:
        lacks, adds = found - claimed, claimed - found
        parts = [f"without {in_words(lacks)}"] if lacks else []
        parts += [f"with {in_words(adds)} besides"] if adds else []
        return ", ".join(parts)
    return f"{in_words(found)}, not {in_words(claimed)}"


def _refusal(text):
    if match := _SHAPES.fullmatch(text):
        return _conform(match["found"])
    if match := _INNER.fullmatch(text):
        return _conform(f"{match[2]} columns times {match[1]} rows")
    if match := _BROADCAST.fullmatch(text):
        one, other = (shape.replace(",", ", ") for shape in match.groups())
        return _conform(f"{one} and {other}")
    return text


def _conform(shapes):
    shapes = shapes.replace("**", "^").replace("*", " ")
    shapes = re.sub(r"(?<![\w^])(?<!\+ )1 (column|row)s\b", r"1 \1", shapes)
    head = "shapes " if shapes.startswith("(") else ""
    return f"{head}{shapes} do not conform"


def _member(one):
    nested = isinstance(one, list | tuple | set | frozenset)
    return f"({in_words(one)})" if nested else in_words(one)


def _sorted(members):
    return sorted(map(_member, members))
