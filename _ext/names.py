"""What the labels of a book are called where Sphinx does not resolve them."""

import re
from dataclasses import dataclass, field

import yaml
from pybtex.database import parse_file

EQUATION = re.compile(r"(?:\blabel=[\"']|\$\$ \()(eq-[a-z0-9-]+)")
EXERCISE = re.compile(r"^`{3,}\{exercise-start\}.*\n:label: *(\S+)", re.M)
TITLE = re.compile(r"^\(([\w-]+)\)=\n+#+ (.+)", re.M)


@dataclass
class Names:
    """Numbers and titles of what a book refers to.

    Attributes
    ----------
    equations, exercises : dict of str to str
        The number, ``3.1``, by the label.
    titles : dict of str to str
        Of sections, by the label.
    works : dict of str to str
        Authors and year, by the key.
    pages : dict of str to str
        The page on which a label stands, ``chapters/03_losses``.
    site : str
        Where the book is published, if ``_config.yml`` says it.
    """

    equations: dict = field(default_factory=dict)
    exercises: dict = field(default_factory=dict)
    titles: dict = field(default_factory=dict)
    works: dict = field(default_factory=dict)
    pages: dict = field(default_factory=dict)
    site: str = ""

    def link(self, words, label, anchor):
        """Link words to the published page, if there is one.

        Parameters
        ----------
        words, label, anchor : str
            What is read; what is meant; its id in the page.

        Returns
        -------
        str
            Markdown.
        """
        if not self.site or label not in self.pages:
            return words
        address = f"{self.site.rstrip('/')}/{self.pages[label]}.html#{anchor}"
        return f"[{words}]({address})"


def names_of(book):
    """Read the names of a book from its sources.

    Parameters
    ----------
    book : Book
        Equations and exercises are counted as Sphinx counts them: by
        chapter, in the order of their labels.

    Returns
    -------
    Names
    """
    config = yaml.safe_load((book.root / "_config.yml").read_text("utf-8"))
    names = Names(site=(config.get("html") or {}).get("baseurl") or "")
    for document, chapter in _numbered(book):
        text = (book.root / f"{document}.md").read_text("utf-8")
        found = {
            "equations": list(dict.fromkeys(EQUATION.findall(text))),
            "exercises": EXERCISE.findall(text),
        }
        for kind, labels in found.items():
            for number, label in enumerate(labels, 1):
                getattr(names, kind)[label] = f"{chapter}{number}"
                names.pages[label] = document
        for label, title in TITLE.findall(text):
            names.titles[label] = title.strip()
            names.pages[label] = document
    for path in config.get("bibtex_bibfiles") or []:
        names.works |= _works(book.root / path)
    return names


def _numbered(book):
    """List the pages, each with what its numbers begin with."""
    toc = yaml.safe_load((book.root / "_toc.yml").read_text("utf-8"))
    parts = [toc, *toc.get("parts", [])]
    numbered = [
        entry["file"]
        for part in parts
        if part.get("numbered") or toc.get("defaults", {}).get("numbered")
        for entry in part.get("chapters", [])
    ]
    for document in book.documents():
        known = document in numbered
        chapter = f"{numbered.index(document) + 1}." if known else ""
        yield document, chapter


def _works(path):
    found = {}
    for key, entry in parse_file(str(path)).entries.items():
        last = [
            re.sub(r"[{}]", "", " ".join(person.last_names))
            for person in entry.persons.get("author", [])
        ]
        who = " and ".join(last) if len(last) < 3 else f"{last[0]} et al."
        year = entry.fields.get("year")
        found[key] = ", ".join(filter(None, (who or key, year)))
    return found
