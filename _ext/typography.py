"""Words and formulas of the statements, as nodes that a page can wrap."""

import re

from docutils import nodes

#: A formula longer than this gets a line of its own.
INLINE = 60
#: What is too tall for a line of text.
TALL = (r"\frac", r"\sum", r"\begin", r"\\")
#: Words of at least this length inside a formula have to wrap.
PROSE = re.compile(r"\\text\{[^{}]{15,}\}")
#: What is printed of a statement that the text has lost.
LOST = "lost"

_ALIGNED = re.compile(r"\\begin\{aligned\}(.*)\\end\{aligned\}", re.S)
#: Rows of a matrix of letters with exponents need room between them.
_ROW = re.compile(r"\\\\(?!\[)")
_NESTING = re.compile(
    r"(?P<open>\\begin\b|\\left\b|(?<!\\)\{)"
    r"|(?P<close>\\end\b|\\right\b|(?<!\\)\})"
    r"|(?P<text>\\text(?=\{[^{}]*[^{}A-Za-z]))|(?P<row>\\\\)"
    r"|(?P<gap>[,;]\s*(?:\\q?quad|\\ |\\;))"
)
_SPACE = re.compile(r"^(?:\\q?quad|\\[ ,;]|\s|&)+|(?:\\q?quad|\\[ ,;]|\s)+$")
#: Before this, and after that in a formula, a word stands apart.
_AHEAD = re.compile(r"\s*\\(?:q?quad| )")
_APART = re.compile(r"(?:\\q?quad|\\ |=|\\in)\s*$")

_LETTERS = {
    "alpha": "α",
    "beta": "β",
    "delta": "δ",
    "sigma": "σ",
    "yhat": "ŷ",
    "Y_hat": "Ŷ",
}
_NAMED = re.compile(rf"(?<![A-Za-z])({'|'.join(_LETTERS)})(?![A-Za-z])")
_PRIME = re.compile(r"(?<![^\W\d_])(g|f|σ|ReLU)'")
_MINUS = re.compile(
    r"(?<= )-(?= )|(?<![\w)\]}'’])-(?=[\w(])|(?<=\b[A-Za-z])-(?=\d\b)"
)
_LAYER = re.compile(
    r"(?<![\w^_])([A-Za-z]{1,2})(\(\d\)|\[(?:[lL](?:[-+]1)?|\d)\])"
)
_INDEX = r"[_^](?:\{[^{}]+\}|\[[^][]+\]|\([^()]+\)|[A-Za-z0-9]+)"
_TOKEN = re.compile(
    r"(?P<key>\b[A-E]\d{2,3}\b)"
    rf"|(?:(?<![\w^_])|(?=\)))(?P<base>[^\W\d_]+|1(?=_)|\)(?=\^))(?P<scripts>(?:{_INDEX})+)(?!\w)"
)
_RAISED = {"_": nodes.subscript, "^": nodes.superscript}


def sentence(words, *kinds, refer=None):
    """Return a paragraph in which letters have their indices.

    Parameters
    ----------
    words : str
        With ``a_1``, ``n^[L]``, ``sigma'(z_2)`` as one types them.
    *kinds : str
        Classes of the paragraph.
    refer : callable, optional
        From the id of a statement to a link, or to None.

    Returns
    -------
    docutils.nodes.paragraph
    """
    found = nodes.paragraph(classes=list(kinds))
    found += _runs(words, refer)
    return found


def formula(latex, words=False, refer=None):
    """Return a formula, or a sentence where there is none.

    Parameters
    ----------
    latex : str
        LaTeX; or words.
    words : bool
        Whether it is words.
    refer : callable, optional
        As in `sentence`.

    Returns
    -------
    docutils.nodes.Node
        A block, a paragraph, or a list where it has words in several lines.
    """
    if latex == LOST:
        return sentence("Nothing: the text has lost it.")
    if words:
        return sentence(f"“{latex}”", refer=refer)
    if PROSE.search(latex):
        return _mixed(latex)
    if "matrix" in latex:
        latex = _ROW.sub(r"\\\\[0.4em]", latex)
    if len(latex) > INLINE or any(tall in latex for tall in TALL):
        block = nodes.math_block(latex, latex)
        block["number"] = block["label"] = None
        block["nowrap"] = False
        return block
    return nodes.paragraph("", "", nodes.math(latex, latex))


def refusal(found, head=""):
    """Say how a wrong form was refuted.

    Parameters
    ----------
    found : dict
        From a record.
    head : str
        What stands before it.

    Returns
    -------
    docutils.nodes.paragraph
        The two values, how far they are apart, and where.
    """
    said = head + found["refuted"]
    if found.get("relative"):
        said += f" (off by {found['relative']:.0%})"
    point = found.get("point", ())
    said = sentence(said + (", at " if point else ""))
    for place, value in enumerate(point):
        if place:
            said += nodes.Text(", ")
        said += nodes.math(value, value)
    return said


def _runs(words, refer=None):
    """Return text, raised and lowered text, and links."""
    words = _NAMED.sub(lambda match: _LETTERS[match[1]], words)
    words = _LAYER.sub(r"\1^\2", _PRIME.sub(r"\1′", words))
    words = _MINUS.sub("−", words)
    found, start = [], 0
    for match in _TOKEN.finditer(words):
        found.append(nodes.Text(words[start : match.start()]))
        start = match.end()
        if match["key"]:
            target = refer and refer(match["key"])
            found.append(target or nodes.Text(match["key"]))
            continue
        found.append(nodes.Text(match["base"]))
        for script in re.findall(_INDEX, match["scripts"]):
            kind, index = script[0], script[1:].strip("{}")
            if match["base"] == "e":
                index = index.strip("()")
            found.append(_RAISED[kind]("", index.replace("-", "−")))
    return [*found, nodes.Text(words[start:])]


def _mixed(latex):
    """Return words and formulas that wrap: a paragraph, or a list of them."""
    aligned = _ALIGNED.fullmatch(latex.strip())
    rows = [[]]
    for kind, part in _pieces(aligned[1] if aligned else latex):
        if kind == "row":
            rows.append([])
        else:
            rows[-1].append((kind, part))
    lines = [_line(row) for row in rows if row]
    if len(lines) == 1:
        return lines[0]
    found = nodes.bullet_list()
    for line in lines:
        found += nodes.list_item("", line)
    return found


def _line(row):
    found, apart = nodes.paragraph(), False
    for kind, part in row:
        if kind == "text":
            found += _runs(f" {part}" if apart else part)
            apart = False
            continue
        latex = _SPACE.sub("", part)
        if latex:
            if found.children and _AHEAD.match(part):
                found += nodes.Text(" ")
            head = latex.removesuffix(":")
            found += nodes.math(head, rf"\displaystyle {head}")
            found += nodes.Text(latex[len(head) :])
            apart = bool(_APART.search(part))
    return found


def _pieces(latex):
    """Yield what stands outside of all brackets: text, math, ends of rows."""
    depth, start, text = 0, 0, None
    for match in _NESTING.finditer(latex):
        kind = match.lastgroup
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
            if text is not None and depth == 0:
                yield "text", latex[text : match.start()]
                start, text = match.end(), None
        elif depth == 0:
            yield "math", latex[start : match.start()]
            start = match.end()
            if kind == "text":
                text = match.end() + 1
            else:
                gap = match.group()[0] + " "
                yield ("row", "") if kind == "row" else ("text", gap)
    yield "math", latex[start:]
