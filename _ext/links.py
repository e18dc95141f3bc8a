"""Links of the published pages: inner ones must lead somewhere.

``python -m _ext.links`` tries the outer ones, where there is a network.
"""

import html
import json
import re
import sys
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from _ext.book import Book, BuildError

#: Another project's pages, and files that are handed on as they are.
APART = {"lite", "downloads"}
#: Links and places. In cells and in a page's data such text is escaped.
NAMED = re.compile(r"\s(href|src|id|name)=\"([^\"]*)\"")
#: What links may begin with besides a place in the book.
OTHERS = ("data:", "blob:", "mailto:", "javascript:")
GONE = {404, 410}
#: Addresses that are names, or of a reader's own machine.
NAMES = ("http://www.w3.org/", "http://localhost")


def links_of(folder):
    """List the links and the places of all pages in a folder.

    Parameters
    ----------
    folder : Path
        Of a built book.

    Returns
    -------
    dict of str to tuple of set of str
        By page, relative to the folder: its links, and what a link to it
        may name after the ``#``.
    """
    found = {}
    for path in sorted(folder.rglob("*.html")):
        page = path.relative_to(folder)
        if page.parts[0] in APART or "_static" in page.parts:
            continue
        links, places = set(), set()
        for kind, text in NAMED.findall(path.read_text("utf-8")):
            named = links if kind in ("href", "src") else places
            named.add(html.unescape(text))
        found[page.as_posix()] = (links, places)
    return found


def is_outer(link):
    """Say whether a link leaves the book."""
    return urlsplit(link).scheme in ("http", "https") or link[:2] == "//"


def broken(folder, found):
    """List the inner links that lead nowhere.

    Parameters
    ----------
    folder : Path
    found : dict
        Of `links_of`.

    Returns
    -------
    list of str
        Each with its page and the reason.
    """
    wrong = []
    for page, (links, _) in found.items():
        for link in sorted(links):
            if is_outer(link) or link.startswith(OTHERS):
                continue
            path, place = urldefrag(link)
            path = unquote(urlsplit(urljoin(f"/{page}", path)).path)[1:]
            target = path if path else page
            if target.endswith("/"):
                target += "index.html"
            if not (folder / target).is_file():
                wrong.append(f"{page}: {link} leads to no file")
            elif place and target in found:
                if unquote(place) not in found[target][1]:
                    wrong.append(f"{page}: {link} leads to no place there")
    return wrong


def outer(found):
    """Return the pages by the outer address that they link to."""
    pages = {}
    for page, (links, _) in found.items():
        for link in links:
            if is_outer(link) and not link.startswith(NAMES):
                pages.setdefault(urldefrag(link)[0], set()).add(page)
    return {link: sorted(pages[link]) for link in sorted(pages)}


def check_links(book, folder):
    """Check inner links, and write ``_build/links.json`` with the outer ones.

    Parameters
    ----------
    book : Book
    folder : Path
        Its pages, and all that they link to.

    Raises
    ------
    BuildError
        Naming each link that leads nowhere.
    """
    found = links_of(folder)
    if wrong := broken(folder, found):
        raise BuildError("\n".join(wrong))
    text = json.dumps(outer(found), indent=1)
    (book.build / "links.json").write_text(text + "\n", "utf-8")


def answer(link):
    """Return the status that an address answers with, or why it does not."""
    request = urllib.request.Request(
        link, method="HEAD", headers={"User-Agent": "Mozilla/5.0 (links)"}
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code
    except (OSError, ValueError) as error:
        return f"out of reach: {getattr(error, 'reason', error)}"


def main(root=None):
    """Try the outer links; return 1 when one is gone.

    An address out of reach is named, and is no failure: there may be no
    network here.
    """
    path = Book(root or Path.cwd()).build / "links.json"
    if not path.is_file():
        print("links: run `make book` first", file=sys.stderr)
        return 1
    pages = json.loads(path.read_text("utf-8"))
    with ThreadPoolExecutor(8) as pool:
        answers = dict(zip(pages, pool.map(answer, pages), strict=True))
    for link, said in answers.items():
        if said != 200:
            print(f"{said}  {link}  ({', '.join(pages[link])})")
    gone = sum(said in GONE for said in answers.values())
    reached = sum(isinstance(said, int) for said in answers.values())
    print(f"{len(pages)} links, {reached} answered, {gone} gone")
    return int(gone > 0)


if __name__ == "__main__":
    sys.exit(main())
