"""Buttons in the head of a page: run the chapter, download it or the book."""

from pathlib import Path

from _ext.book import Book
from _ext.downloads import FOLDER, archive_name
from _ext.elsewhere import file_of, repository_of
from _ext.wheels import LOCK

LITE = "lite/lab/index.html"
DOWNLOADS = "download-buttons"
#: After the theme's own, which it adds at 501.
AFTER = 600


def run_buttons(document, pathto, repository, *, lite):
    """List the buttons that run a page.

    Parameters
    ----------
    document : str
        The page, ``chapters/05_backward``.
    pathto : callable
        From a file of the book to its address, seen from the page.
    repository : Repository or None
        Without one there is nothing elsewhere.
    lite : bool
        Whether the book comes with notebooks that run in the browser.

    Returns
    -------
    list of dict
        As sphinx-book-theme has them.
    """
    here = {
        "type": "link",
        "url": f"{pathto(LITE, 1)}?path={document}.ipynb",
        "text": "Run in the browser",
        "tooltip": "Run this chapter as a notebook in the browser",
        "icon": "fas fa-play",
        "label": "run-here",
    }
    found = [here] if lite else []
    if repository is None:
        return found
    hosts = {
        "Binder": (repository.binder(document), "logo_binder.svg"),
        "Colab": (repository.colab(document), "logo_colab.png"),
    }
    there = [
        {
            "type": "link",
            "url": url,
            "text": host,
            "tooltip": f"Open this chapter on {host}",
            "icon": f"_static/images/{logo}",
            "label": f"run-on-{host.lower()}",
        }
        for host, (url, logo) in hosts.items()
        if url
    ]
    group = {
        "type": "group",
        "tooltip": "Run this chapter elsewhere",
        "icon": "fas fa-rocket",
        "buttons": there,
        "label": "run-elsewhere",
    }
    return [*found, group]


def download_buttons(document, pathto, archive):
    """List the buttons that download a page and the book.

    Parameters
    ----------
    document, pathto
        As of `run_buttons`.
    archive : str
        Name of the archive.

    Returns
    -------
    list of dict
    """
    return [
        {
            "type": "link",
            "url": pathto(f"{FOLDER}/{file_of(document)}", 1),
            "text": "Notebook with outputs (.ipynb)",
            "icon": "fas fa-code",
            "label": "download-notebook",
        },
        {
            "type": "link",
            "url": pathto(f"{FOLDER}/{archive}", 1),
            "text": "The whole book (.zip)",
            "icon": "fas fa-book",
            "label": "download-book",
        },
    ]


def _add(app, pagename, _template, context, _doctree):
    buttons = context["header_buttons"]
    groups = [one for one in buttons if one.get("label") == DOWNLOADS]
    for group in groups:
        # The source is what authors open; readers get a notebook.
        group["buttons"] = [
            one
            for one in group["buttons"]
            if one["label"] != "download-source-button"
        ]
        for one in group["buttons"]:
            one["text"] = {".pdf": "Print or save as PDF"}.get(
                one["text"], one["text"]
            )
    notebook = "kernelspec" in app.env.metadata.get(pagename, {})
    if not (app.config.fnn_whole and notebook):
        return
    book, pathto = Book(Path(app.srcdir)), context["pathto"]
    for group in groups:
        group["tooltip"] = "Download"
        group["buttons"][:0] = download_buttons(
            pagename, pathto, archive_name(book)
        )
    buttons[:0] = run_buttons(
        pagename,
        pathto,
        repository_of(book),
        lite=(book.root / LOCK).is_file(),
    )
    app.add_js_file("run.js", loading_method="defer")


def _note_repository(app, config):
    # Pages are written again when it changes.
    found = repository_of(Book(Path(app.srcdir)))
    config.fnn_repository = f"{found}"


def setup(app):
    """Register the buttons with Sphinx.

    Parameters
    ----------
    app : sphinx.application.Sphinx
        The application.
    """
    app.add_config_value("fnn_whole", False, "html", bool)
    app.add_config_value("fnn_repository", "", "html", str)
    app.connect("config-inited", _note_repository)
    app.connect("html-page-context", _add, priority=AFTER)
