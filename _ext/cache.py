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
        folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def locked(self):
        """Hold the cache for this process; builds may run side by side."""
        with open(self.folder / ".lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield get_cache(self.path)

    def has(self, chapter):
        """Tell whether a usable execution of a chapter is kept.

        Parameters
        ----------
        chapter : Chapter
            Compared by its code cells.

        Returns
        -------
        bool
            False also for an entry that a killed build left incomplete, and
            for one with an error that the chapter no longer expects.
        """
        with self.locked() as cache:
            try:
                _, kept = cache.merge_match_into_notebook(chapter.notebook)
            except KeyError:
                return False
            except Exception:
                # Whatever is wrong with it, executing again mends it.
                shutil.rmtree(self.path)
                return False
        return not unexpected_errors(chapter.notebook, kept)

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

    def prune(self):
        """Drop the digests that were not used for the longest time."""
        if self.path.exists():
            self.path.touch()
        folders = [p for p in self.folder.glob("*/") if len(p.name) == 16]
        folders.sort(key=lambda path: path.stat().st_mtime, reverse=True)
        for path in folders[KEPT_DIGESTS:]:
            shutil.rmtree(path, ignore_errors=True)
