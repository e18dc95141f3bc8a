"""The statements of the documents in the pages: each beside its check."""

import json
import re
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from _ext.ledger import make_entry, read_statements

#: The page of all statements.
LEDGER = "chapters/appendices/equations"

#: How each verdict reads, with a mark that does not rest on colour.
MARKS = {
    "proved for every size": "✓ proved for every size",
    "proved": "✓ proved",
    "checked": "≈ checked, not proved",
    "executed": "▸ executed",
    "read": "· read",
}
STATUS = {
    "correct": "correct as printed",
    "erratum": "✗ erratum",
    "ambiguous": "ambiguous",
    "illegible": "garbled in the text, restored",
}
#: The parts of an entry by which statements are filtered, and their labels.
FILTERS = {
    "document": "Document",
    "status": "Status",
    "verdict": "Verdict",
    "chapter": "Chapter",
}
#: A formula longer than this gets a line of its own.
INLINE = 60
#: What is too tall for a line of text.
TALL = (r"\frac", r"\sum", r"\begin", r"\\")
#: Rows of a matrix of letters with exponents need room between them.
ROW = re.compile(r"\\\\(?!\[)")
#: Letters with an index in a sentence.
INDEXED = re.compile(
    r"(?<![\w^_])[A-Za-z]+(?P<sign>[_^])"
    r"(?P<index>\{[^{}]+\}|\[[^][]+\]|\([^()]+\)|[A-Za-z0-9]+)(?![_\w])"
)
RAISED = {"_": nodes.subscript, "^": nodes.superscript}


def formula(latex, words=False):
    """Return a formula, or a sentence where there is none.

    Parameters
    ----------
    latex : str
        LaTeX; or words.
    words : bool
        Whether it is words.

    Returns
    -------
    docutils.nodes.Node
        A block, or a paragraph around something short.
    """
    if words:
        return _sentence(f"“{latex}”")
    if "matrix" in latex:
        latex = ROW.sub(r"\\\\[0.4em]", latex)
    if len(latex) > INLINE or any(tall in latex for tall in TALL):
        block = nodes.math_block(latex, latex)
        block["number"] = block["label"] = None
        block["nowrap"] = False
        return block
    return nodes.paragraph("", "", nodes.math(latex, latex))


def place(entry):
    """Say where in its document a statement stands.

    Parameters
    ----------
    entry : dict
        Of the judgement or the ledger.

    Returns
    -------
    str
        Such as ``document C, (3), line 18``.
    """
    lines = entry["lines"]
    word = "lines" if any(sign in lines for sign in "-,") else "line"
    number = f", {entry['eq']}" if entry.get("eq") else ""
    return f"document {entry['document']}{number}, {word} {lines}"


def link(words, builder, here, there, anchor):
    """Return a paragraph's link to a place in the book.

    Parameters
    ----------
    words : str
        What it says.
    builder : sphinx.builders.Builder
        Knows the addresses.
    here, there : str
        Names of pages.
    anchor : str
        Of the place.

    Returns
    -------
    docutils.nodes.reference
    """
    target = "" if here == there else builder.get_relative_uri(here, there)
    uri = f"{target}#{anchor}"
    return nodes.reference("", words, refuri=uri, internal=True)


def refusal(found):
    """Say how a wrong form was refuted.

    Parameters
    ----------
    found : dict
        From a record.

    Returns
    -------
    str
        The two values, how far they are apart, and where.
    """
    said = found["refuted"]
    if found.get("relative"):
        said += f" (off by {found['relative']:.0%})"
    return said + (f", at {found['at']}" if found.get("at") else "")


def card(entry, links, altered=True):
    """Return one statement: what is printed, what is right, what was found.

    Parameters
    ----------
    entry : dict
        Of the ledger.
    links : list of docutils.nodes.reference
        To where else it stands.
    altered : bool
        Whether to say which altered forms were refuted.

    Returns
    -------
    docutils.nodes.container
    """
    box = nodes.container(classes=["fnn-statement", *classes(entry)])
    box["ids"] = [entry["id"]]
    box += _head(entry, links)
    if entry["status"] == "correct":
        box += formula(entry["printed"], entry["words"])
    else:
        box += _parts(entry)
    if altered and entry["check"].get("altered"):
        wrong = (f"{x['words']} ({x['refuted']})" for x in _altered(entry))
        box += _sentence(
            f"Refuted when altered: {'; '.join(wrong)}.", "fnn-altered"
        )
    return box


def classes(entry):
    """Return the classes by which a statement can be found.

    Parameters
    ----------
    entry : dict
        Of the ledger.

    Returns
    -------
    list of str
        One for each of `FILTERS`.
    """
    return [f"{name}-{slug(entry[name])}" for name in FILTERS]


def slug(value):
    """Return a value as part of a class.

    Parameters
    ----------
    value : str
        Such as ``proved for every size``.

    Returns
    -------
    str
        With hyphens.
    """
    return value.lower().replace(" ", "-").replace("_", "-")


def _altered(entry):
    return entry["check"]["altered"]


def _head(entry, links):
    head = nodes.paragraph("", "", nodes.strong("", entry["id"]))
    head["classes"].append("fnn-head")
    for words, kind in (
        (place(entry), "fnn-place"),
        (STATUS[entry["status"]], "fnn-status"),
        (MARKS[entry["verdict"]], "fnn-mark"),
    ):
        head += [nodes.Text(" "), nodes.inline("", words, classes=[kind])]
    for one in links:
        head += [nodes.Text(" "), one]
    return head


def _parts(entry):
    """Return the parts of a statement that is not simply correct."""
    check = entry["check"]
    words = entry["words"]
    parts = {"Printed": [formula(entry["printed"], words)]}
    if entry["status"] == "ambiguous":
        parts["Readings"] = [_readings(check["readings"])]
    parts["Right"] = [
        formula(entry["right"], words and not entry["generated"])
    ]
    parts["Why"] = [_sentence(entry["why"])]
    if "printed" in check:
        parts["Refuted"] = [_sentence(refusal(check["printed"]))]
    found = nodes.definition_list()
    for name, content in parts.items():
        found += nodes.definition_list_item(
            "", nodes.term("", name), nodes.definition("", *content)
        )
    return found


def _readings(readings):
    found = nodes.bullet_list()
    for one in readings:
        outcome = MARKS.get(one.get("verdict")) or f"✗ refuted: {refusal(one)}"
        item = _sentence(f"{one['words']}: {outcome}")
        found += nodes.list_item("", item)
    return found


def _sentence(words, *kinds):
    """Return a paragraph in which a_1 and n^[L] have their indices."""
    found = nodes.paragraph(classes=list(kinds))
    start = 0
    for match in INDEXED.finditer(words):
        found += nodes.Text(words[start : match.start("sign")])
        kind = RAISED[match.group("sign")]
        index = match.group("index").strip("{}")
        found += kind("", index)
        start = match.end()
    found += nodes.Text(words[start:])
    return found


class Statement(SphinxDirective):
    """One statement beside its check.

    Emitted by `fnn_lib.statements.Statements`; the body is its record.
    """

    required_arguments = 1
    has_content = True

    def run(self):
        """Return the nodes of the statement."""
        key = self.arguments[0]
        record = json.loads("\n".join(self.content))
        judged = self.env.app.fnn_statements.get(key)
        if judged is None:
            raise self.error(f"{key} is no statement of the documents")
        links = []
        if LEDGER in self.env.found_docs:
            here, builder = self.env.docname, self.env.app.builder
            links.append(link("in the ledger", builder, here, LEDGER, key))
        return [card(make_entry(judged, record), links)]


def _read(app):
    app.fnn_statements = read_statements(Path(app.srcdir))


def setup(app):
    """Register the directive with Sphinx.

    Parameters
    ----------
    app : sphinx.application.Sphinx
        The application.
    """
    app.add_directive("statement", Statement)
    app.connect("builder-inited", _read)
