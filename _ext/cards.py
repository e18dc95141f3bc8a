"""A statement of a document as a card of a page."""

from docutils import nodes

from _ext.typography import formula, refusal, sentence

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
#: Second words about the number of an equation.
NUMBERED = {" dup": ", second copy", " cont.": ", continued"}


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
    number = f", {entry['eq']}" if entry.get("eq") else ""
    for end, words in NUMBERED.items():
        number = number.replace(end, words)
    numbers, *more = entry["lines"].split(", display")
    if numbers[0].isdigit():
        several = any(sign in numbers for sign in "-,")
        numbers = numbers.replace("-", "–").replace(",", ", ")
        numbers = ("lines " if several else "line ") + " ".join(
            numbers.split()
        )
    lines = ", display".join([numbers, *more])
    return f"document {entry['document']}{number}, {lines}"


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


def card(entry, links, altered=True, refer=None):
    """Return one statement: what is printed, what is right, what was found.

    Parameters
    ----------
    entry : dict
        Of the ledger.
    links : list of docutils.nodes.reference
        To where else it stands.
    altered : bool
        Whether to say which altered forms were refuted.
    refer : callable, optional
        From the id of another statement to a link to it.

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
        box += _parts(entry, refer)
    if altered and entry["check"].get("altered"):
        wrong = (f"{x['words']} ({x['refuted']})" for x in _altered(entry))
        box += sentence(
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


def _parts(entry, refer):
    """Return the parts of a statement that is not simply correct."""
    check = entry["check"]
    words = entry["words"]
    parts = {"Printed": [formula(entry["printed"], words, refer)]}
    if entry["status"] == "ambiguous":
        parts["Readings"] = [_readings(check["readings"])]
    parts["Right"] = [
        formula(entry["right"], words and not entry["generated"], refer)
    ]
    parts["Why"] = [sentence(entry["why"], refer=refer)]
    if "printed" in check:
        parts["Refuted"] = [refusal(check["printed"])]
    found = nodes.definition_list()
    for name, content in parts.items():
        found += nodes.definition_list_item(
            "", nodes.term("", name), nodes.definition("", *content)
        )
    return found


def _readings(readings):
    found = nodes.bullet_list()
    for one in readings:
        if "verdict" in one:
            item = sentence(f"{one['words']}: {MARKS[one['verdict']]}")
        else:
            item = refusal(one, f"{one['words']}: ✗ refuted: ")
        found += nodes.list_item("", item)
    return found
