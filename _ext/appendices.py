"""The pages that are made from the ledger: equations, errata, figures."""

import json
from pathlib import Path

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from _ext.cards import FILTERS, LEDGER, MARKS, card, link, slug
from _ext.statements import referrer

#: Values of the filters that read otherwise on the cards.
CHOICES = {"illegible": "illegible (garbled in the text)"}


class FromLedger(SphinxDirective):
    """A directive whose content is made from the ledger of this build."""

    def ledger(self):
        """Return the figures and the entries, and depend on them."""
        path = Path(self.config.fnn_build) / "ledger.json"
        self.env.note_dependency(str(path))
        if not path.is_file():
            raise self.error("no ledger yet: build the whole book first")
        return json.loads(path.read_text("utf-8"))

    def to(self, page, entry, words):
        """Return a link to an entry on another page."""
        here, builder = self.env.docname, self.env.app.builder
        return link(words, builder, here, page, entry["anchor"])

    def to_check(self, entry):
        """Return links to the check of an entry, none where it is read."""
        if entry["verdict"] == "read":
            return []
        page = f"chapters/{entry['chapter']}"
        return [self.to(page, entry, f"check in {entry['chapter'][:2]}")]


class Equations(FromLedger):
    """All statements in one list, with controls that filter it."""

    def run(self):
        """Return the controls and the list."""
        entries = self.ledger()["entries"]
        found = nodes.container(classes=["fnn-ledger"])
        refer = referrer(self.env)
        found += [
            card(entry, self.to_check(entry), altered=False, refer=refer)
            for entry in entries
        ]
        return [_controls(entries), found]


def _controls(entries):
    """Return the form; without a script there is nothing for it to do."""
    fields = "".join(
        f"<label>{label} <select name='{name}'><option value=''>all</option>"
        + "".join(
            f"<option value='{slug(value)}'>{_choice(value)}</option>"
            for value in sorted({entry[name] for entry in entries})
        )
        + "</select></label>"
        for name, label in FILTERS.items()
    )
    form = (
        f"<form class='fnn-filter' hidden>{fields}"
        "<label>Search <input type='search' name='search'></label>"
        "<button type='reset'>Show all</button>"
        "<output name='count' aria-live='polite'></output></form>"
    )
    return nodes.raw("", form, format="html")


def _choice(value):
    """Return a value of a filter as the cards have it."""
    return CHOICES.get(value, value.replace("_", " "))


class Errata(FromLedger):
    """The errata of one document, one readable entry each."""

    required_arguments = 1

    def run(self):
        """Return the entries."""
        letter = self.arguments[0]
        wanted = letter, "erratum"
        found = [
            card(
                entry,
                [
                    *self.to_check(entry),
                    self.to(LEDGER, entry, "in the ledger"),
                ],
                altered=False,
                refer=referrer(self.env),
            )
            for entry in self.ledger()["entries"]
            if (entry["document"], entry["status"]) == wanted
        ]
        if not found:
            raise self.error(f"document {letter} has no erratum")
        return found


class Figures(FromLedger):
    """The line of this build's figures."""

    def run(self):
        """Return one paragraph."""
        words = sentence(self.ledger()["figures"])
        return [nodes.paragraph("", words, classes=["fnn-figures"])]


def sentence(figures):
    """Say in a line what a build judged.

    Parameters
    ----------
    figures : dict
        From `_ext.ledger.figures`.

    Returns
    -------
    str
        Counts of displayed equations and of statements.
    """
    shown, verdict = figures["displays"], figures["verdict"]
    return (
        f"In this build: {sum(shown.values())} displayed equations "
        f"({_counts(shown)}); {figures['statements']} statements of five "
        f"documents ({_counts(verdict)}), "
        f"{figures['status'].get('erratum', 0)} of them errata; "
        f"{figures['refuted']} forms altered on purpose, each refuted."
    )


def _counts(verdicts):
    return ", ".join(
        f"{verdicts[name]} {name}" for name in MARKS if verdicts.get(name)
    )


def _add_script(app, pagename, _template, _context, _doctree):
    if pagename == LEDGER:
        app.add_js_file("ledger.js")


def setup(app):
    """Register the directives with Sphinx.

    Parameters
    ----------
    app : sphinx.application.Sphinx
        The application.
    """
    app.add_directive("equations", Equations)
    app.add_directive("errata", Errata)
    app.add_directive("figures", Figures)
    app.connect("html-page-context", _add_script)
