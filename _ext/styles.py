"""Style sheets as rules, without those that no page has a use for."""

import json
import posixpath
import re

import tinycss2
from tinycss2 import ast

_CLASS_OR_ID = re.compile(r"[.#]((?:[\w-]|\\.)+)")
#: What a selector may say of what is not there, or of any of several.
_FUNCTION = re.compile(r":(?:not|is|where|has)\(")
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_NESTED = {"media", "supports", "layer", "container"}
_VALUE = r"""(?:"[^"]*"|'[^']*'|[^;{}"'])*"""
_VARIABLE = re.compile(r"--[\w-]+")


def read(path, root):
    """Read a style sheet with those that it imports.

    Parameters
    ----------
    path : Path
        The style sheet.
    root : Path
        Addresses are given as seen from this folder.

    Returns
    -------
    list of tinycss2 nodes
        Its rules.
    """
    rules = tinycss2.parse_stylesheet(
        path.read_text("utf-8"), skip_comments=True, skip_whitespace=True
    )
    found = []
    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword == "import":
            name = next(t.value for t in rule.prelude if t.type == "string")
            found += read((path.parent / name).resolve(), root)
            continue
        if rule.type == "at-rule" and rule.lower_at_keyword == "charset":
            continue
        folder = path.parent.resolve().relative_to(root.resolve())
        _move(getattr(rule, "content", None) or (), folder.as_posix())
        found.append(rule)
    return found


def _move(tokens, folder):
    """Give addresses as seen from the root, in place."""
    for token in tokens:
        inside = getattr(token, "content", None) or ()
        if token.type == "function":
            inside = token.arguments
        if token.type == "url":
            token.representation = _address(token.value, folder)
        elif token.type == "function" and token.lower_name == "url":
            inside[:] = [
                ast.LiteralToken(
                    0, 0, json.dumps(_seen(inside[0].value, folder))
                )
            ]
        elif isinstance(inside, list):
            _move(inside, folder)


def _address(value, folder):
    return f"url({json.dumps(_seen(value, folder))})"


def _seen(address, folder):
    if ":" in address:
        return address
    return posixpath.normpath(f"{folder}/{address}")


def purge(rules, names):
    """Drop the rules of which no selector can match.

    Parameters
    ----------
    rules : list of tinycss2 nodes
        Of one style sheet.
    names : set of str
        Classes and ids that a page has, or may get from a script.

    Returns
    -------
    list of tinycss2 nodes
        Those that may match.
    """
    found = []
    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword in _NESTED:
            inner = tinycss2.parse_rule_list(
                rule.content or (), skip_comments=True, skip_whitespace=True
            )
            rule.content = purge(inner, names)
            if not rule.content:
                continue
        elif rule.type == "qualified-rule":
            selectors = _split(tinycss2.serialize(rule.prelude))
            kept = [s for s in selectors if _may_match(s, names)]
            if not kept:
                continue
            rule.prelude = [ast.LiteralToken(0, 0, ",".join(kept))]
        found.append(rule)
    return found


def _split(selectors):
    """Split a list of selectors at its own commas."""
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(selectors):
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and not depth:
            parts.append(selectors[start:place])
            start = place + 1
    return [part.strip() for part in (*parts, selectors[start:])]


def _may_match(selector, names):
    said = _COMMENT.sub("", selector)
    said = re.sub(r"\[[^\]]*\]", "", said)
    while found := _FUNCTION.search(said):
        said = said[: found.start()] + said[_end(said, found.end()) :]
    return all(
        re.sub(r"\\(.)", r"\1", name) in names
        for name in _CLASS_OR_ID.findall(said)
    )


def _end(text, place):
    depth = 1
    while depth:
        depth += (text[place] == "(") - (text[place] == ")")
        place += 1
    return place


def drop_unused_variables(css, elsewhere):
    """Drop the custom properties that nothing reads.

    Parameters
    ----------
    css : str
        A style sheet, minified.
    elsewhere : str
        What else may read them: scripts, pages' own styles.

    Returns
    -------
    str
        The style sheet without them.
    """
    outside = set(_VARIABLE.findall(elsewhere))
    while True:
        read = set(re.findall(r"var\(\s*(--[\w-]+)", css)) | outside
        lighter = re.sub(
            rf"(?<=[{{;])(--[\w-]+):{_VALUE}(?:;|(?=\}}))",
            lambda said, read=read: said[0] if said[1] in read else "",
            css,
        )
        lighter = re.sub(r"(?<=[{}])[^{}@]+\{\}", "", lighter)
        if lighter == css:
            return css
        css = lighter
