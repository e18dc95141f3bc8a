"""The search index: the same whether pages are new or were read again."""

import io

from sphinx.search import IndexBuilder


def without_lost_words(prune):
    """Let an index forget the words that no page has any more.

    Sphinx keeps a word that a page has lost, with an empty list of pages: a
    book built upon its last build would differ from one built from nothing.

    Parameters
    ----------
    prune : callable
        ``IndexBuilder.prune``.

    Returns
    -------
    callable
        Takes its place.
    """

    def pruned(index, docnames):
        prune(index, docnames)
        for mapping in (index._mapping, index._title_mapping):
            for word in [word for word, pages in mapping.items() if not pages]:
                del mapping[word]
        for page in set(index._index_entries) - set(docnames):
            del index._index_entries[page]

    return pruned


def with_entries(load):
    """Let an index load the entries of the pages that are not read again.

    Sphinx leaves them out: a book built upon its last build would have those
    of its changed pages only.

    Parameters
    ----------
    load : callable
        ``IndexBuilder.load``.

    Returns
    -------
    callable
        Takes its place.
    """

    def loaded(index, stream, form):
        text = stream.read()
        load(index, io.StringIO(text), form)
        frozen = index.formats.get(form, form).load(io.StringIO(text))
        pages, found = frozen["docnames"], {}
        for entry, places in frozen["indexentries"].items():
            for page, anchor, main in places:
                one = entry, anchor, "main" if main else ""
                found.setdefault(pages[page], []).append(one)
        index._index_entries = found

    return loaded


def in_order(freeze):
    """Let an index list the entries of pages by the pages' names.

    Sphinx lists them as pages were read, the changed ones last.

    Parameters
    ----------
    freeze : callable
        ``IndexBuilder.freeze``.

    Returns
    -------
    callable
        Takes its place.
    """

    def frozen(index):
        index._index_entries = dict(sorted(index._index_entries.items()))
        return freeze(index)

    return frozen


def setup(app):
    """Register the repair with Sphinx.

    Parameters
    ----------
    app : sphinx.application.Sphinx
        The application.
    """
    app.connect("builder-inited", _mend)


def _mend(_app):
    if IndexBuilder.prune.__module__ != __name__:
        IndexBuilder.prune = without_lost_words(IndexBuilder.prune)
        IndexBuilder.load = with_entries(IndexBuilder.load)
        IndexBuilder.freeze = in_order(IndexBuilder.freeze)
