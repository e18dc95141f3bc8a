"""Judge the rendered pages before anyone sees them."""

import re

from _ext.book import BuildError

ADDRESS = re.compile(
    r"\b(?:src|href|data|poster)=[\"']?((?:https?:)?//[^\"'\s>]+)",
    re.IGNORECASE,
)
# What a browser would fetch; a plain link (<a href>) is none of it.
FETCHED = re.compile(r"<(?!a\b)[a-z]+\b", re.IGNORECASE)
IMPORTED = re.compile(r"(?:@import|url\()\s*[\"']?((?:https?:)?//[^\"')\s]+)")
MARKS = {
    "katex-error": "a formula that KaTeX cannot parse",
    "#cc0000": "a red formula",
    "(eq-": "an equation label that nothing replaced",
    "problematic": "a reference that Sphinx could not resolve",
}


def problems(html):
    """List what is wrong with a page.

    Parameters
    ----------
    html : str
        The page's source.

    Returns
    -------
    list of str
        Empty for a good page.
    """
    # Cells and search data may speak of anything; the article may not.
    text = re.sub(r"<(script|style|pre)\b.*?</\1>", "", html, flags=re.S)
    found = [f"{why} ({mark})" for mark, why in MARKS.items() if mark in text]
    asked = [*loaded(html), *IMPORTED.findall(html)]
    return found + [f"asks another host: {url}" for url in asked]


def loaded(html):
    """Yield the addresses of other hosts that a page's tags load from.

    Parameters
    ----------
    html : str
        The page's source.

    Yields
    ------
    str
    """
    # Addresses are few and tags are many: from an address back to its tag.
    for match in ADDRESS.finditer(html):
        tag = html[html.rfind(">", 0, match.start()) + 1 : match.start()]
        if FETCHED.search(tag):
            yield match[1]


def check_pages(book, folder):
    """Check the pages of a book.

    Parameters
    ----------
    book : Book
        Says which pages there must be.
    folder : Path
        Where they were rendered.

    Raises
    ------
    BuildError
        Naming each page and what is wrong with it.
    """
    found = []
    for name, source in zip(book.documents(), book.sources(), strict=True):
        page = folder / f"{name}.html"
        if not page.is_file():
            found.append(f"{name}: the page is missing")
            continue
        html = page.read_text("utf-8")
        found += [f"{name}: {problem}" for problem in problems(html)]
        cells = source.read_text("utf-8").count("```{code-cell}")
        if cells and 'class="cell_output' not in html:
            found.append(f"{name}: {cells} cells and no output")
    for style in folder.rglob("*.css"):
        for url in IMPORTED.findall(style.read_text("utf-8")):
            found.append(
                f"{style.relative_to(folder)}: asks another host: {url}"
            )
    if found:
        raise BuildError("\n".join(found))
