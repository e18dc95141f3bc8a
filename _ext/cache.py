"""Keep executed chapters in a jupyter-cache, one folder for each digest."""

import fcntl
import shutil
from contextlib import contextmanager

from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn

from _ext.failures import unexpected_errors

KEPT_DIGESTS = 4


class Cache:
    """Executed chapters of one digest.

    Parameters
    ----------
    folder : Path
        The folder of all digests.
    digest : str
        Names the folder of this one: with another library, another folder.
    """

    def __init__(self, folder, digest):
        self.folder = folder
        self.path = folder / digest
        #: Chapters with their outputs, as they were found in the cache.
        self.found = {}
        folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def locked(self):
        """Hold the cache for this process; builds may run side by side."""
        with open(self.folder / ".lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield get_cache(self.path)

    def stale(self, chapters):
        """List the chapters of which no usable execution is kept.

        Parameters
        ----------
        chapters : list of Chapter
            Compared by their code cells.

        Returns
        -------
        list of Chapter
            Those to be executed. All of them, if a killed build left the
            cache damaged: executing again mends whatever is wrong with it.
        """
        with self.locked() as cache:
            try:
                found = {c.path: _kept(cache, c.notebook) for c in chapters}
            except Exception:
                shutil.rmtree(self.path)
                return list(chapters)
        self.found = {path: kept for path, kept in found.items() if kept}
        return [c for c in chapters if c.path not in self.found]

    def keep(self, chapter):
        """Keep an executed chapter.

        Parameters
        ----------
        chapter : Chapter
            With outputs.
        """
        bundle = CacheBundleIn(
            chapter.notebook,
            str(chapter.path),
            data={"execution_seconds": chapter.seconds},
        )
        with self.locked() as cache:
            cache.cache_notebook_bundle(
                bundle, check_validity=False, overwrite=True
            )

    def executed(self, chapter):
        """Return a chapter with the outputs that are kept.

        Parameters
        ----------
        chapter : Chapter
            As written.

        Returns
        -------
        nbformat.NotebookNode
            A copy of its notebook.
        """
        if chapter.path in self.found:
            return self.found[chapter.path]
        with self.locked() as cache:
            return cache.merge_match_into_notebook(chapter.notebook)[1]

    def prune(self):
        """Drop the digests that were not used for the longest time."""
        if self.path.exists():
            self.path.touch()
        folders = [p for p in self.folder.glob("*/") if len(p.name) == 16]
        folders.sort(key=lambda path: path.stat().st_mtime, reverse=True)
        for path in folders[KEPT_DIGESTS:]:
            shutil.rmtree(path, ignore_errors=True)


def _kept(cache, notebook):
    """Return the notebook with the outputs that are kept, if it has any."""
    try:
        cache.match_cache_notebook(notebook)
    except KeyError:
        return None
    _, kept = cache.merge_match_into_notebook(notebook)
    return None if unexpected_errors(notebook, kept) else kept
