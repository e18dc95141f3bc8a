"""The notebooks on other machines: Binder, Colab, and the branch they read.

``python -m _ext.elsewhere`` writes what the branch holds. Binder opens the
chapters themselves; Colab opens only ``.ipynb``, and no such file is kept
beside the chapters.
"""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import yaml

from _ext.book import Book, BuildError
from _ext.bundle import make_bundles
from _ext.cache import Cache
from _ext.digest import digest
from _ext.ipynb import as_ipynb, read_chapters, written
from _ext.names import names_of
from _ext.wheel import make_wheel

BINDER = "https://mybinder.org/v2"
COLAB = "https://colab.research.google.com"
#: The branch that the publishing workflow pushes.
BRANCH = "notebooks"
#: What Binder calls the hosts that it knows by name.
HOSTS = {"https://github.com": "gh", "https://gitlab.com": "gl"}
FIRST = """\
# The library of this book, and what its notebooks import.
%pip install --quiet "{requirement}"\
"""


@dataclass(frozen=True)
class Repository:
    """Where the sources of a book lie.

    Attributes
    ----------
    url : str
        Without a slash at its end.
    branch : str
        The one that Binder builds.
    """

    url: str
    branch: str = "main"

    @property
    def host(self):
        """The address of its host."""
        return self.url.rsplit("/", 2)[0]

    @property
    def name(self):
        """Owner and name."""
        return "/".join(self.url.rsplit("/", 2)[1:])

    def binder(self, document):
        """Return the address that opens a page in JupyterLab on Binder."""
        where = {"gh": self.name, "gl": quote(self.name, safe="")}
        kind = HOSTS.get(self.host, "git")
        place = where.get(kind, quote(self.url, safe=""))
        path = f"urlpath=lab/tree/{document}.md"
        return f"{BINDER}/{kind}/{place}/{quote(self.branch, safe='')}?{path}"

    def colab(self, document):
        """Return the address that opens a page in Colab, if there is one."""
        if HOSTS.get(self.host) != "gh":
            return None
        return f"{COLAB}/github/{self.name}/blob/{BRANCH}/{file_of(document)}"


def repository_of(book):
    """Return the repository that ``_config.yml`` names.

    Parameters
    ----------
    book : Book

    Returns
    -------
    Repository or None

    Raises
    ------
    BuildError
        When what it names is no address of a repository.
    """
    config = yaml.safe_load((book.root / "_config.yml").read_text("utf-8"))
    named = config.get("repository") or {}
    url = (named.get("url") or "").rstrip("/").removesuffix(".git")
    if not url:
        return None
    if not url.startswith("https://") or url.count("/") < 4:
        raise BuildError(
            f"_config.yml, repository: found url {url!r}, wanted the form "
            "https://host/owner/name"
        )
    return Repository(url, named.get("branch") or "main")


def file_of(document):
    """Return the name of a page's notebook."""
    return f"{document.rpartition('/')[2]}.ipynb"


def requirement(repository, wheel):
    """Say to pip where the library is: on the branch, or beside the notebook.

    Parameters
    ----------
    repository : Repository or None
    wheel : str
        The name of the file.

    Returns
    -------
    str
        With all that the notebooks import.
    """
    if repository is None:
        return f"./{wheel}[run]"
    return f"fnn-lib[run] @ {repository.url}/raw/{BRANCH}/{wheel}"


def make_branch(book):
    """Write what the branch holds: notebooks with outputs, and the wheel.

    Parameters
    ----------
    book : Book
        Built; its executed chapters are in the cache.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    BuildError
        When a chapter was not executed as it is now.
    """
    chapters = read_chapters(book)
    cache = Cache(book.build / "cache", digest(book.root))
    if stale := cache.stale(list(chapters.values())):
        names = ", ".join(chapter.name for chapter in stale)
        raise BuildError(f"not executed: {names}; run `make book` first")
    folder, names = book.build / "notebooks", names_of(book)
    shutil.rmtree(folder, ignore_errors=True)
    make_bundles(book)
    wheel = make_wheel(book, folder)
    first = FIRST.format(
        requirement=requirement(repository_of(book), wheel.name)
    )
    for document, chapter in chapters.items():
        notebook = as_ipynb(
            chapter, outputs=cache.executed(chapter), first=first, names=names
        )
        (folder / file_of(document)).write_text(written(notebook), "utf-8")
    return folder


def main():
    """Write the folder and say where it is; return the exit code."""
    try:
        print(make_branch(Book(Path.cwd())))
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
