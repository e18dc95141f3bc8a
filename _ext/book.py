"""Where the parts of a book lie, and which pages it has."""

from dataclasses import dataclass
from pathlib import Path

import yaml


class BuildError(Exception):
    """The book cannot be published; the message says why."""


@dataclass(frozen=True)
class Book:
    """A book's folders.

    Attributes
    ----------
    root : Path
        The folder with ``_config.yml`` and ``_toc.yml``.
    """

    root: Path

    @property
    def build(self):
        """Folder of all that is built."""
        return self.root / "_build"

    @property
    def html(self):
        """Folder of the published pages."""
        return self.build / "html"

    def documents(self):
        """List the pages of ``_toc.yml`` in reading order.

        Returns
        -------
        list of str
            Names without suffix, relative to the root, ``/`` between parts.
        """
        toc = yaml.safe_load((self.root / "_toc.yml").read_text("utf-8"))
        names = [toc["root"]]
        entries = list(toc.get("chapters", []))
        for part in toc.get("parts", []):
            entries += part.get("chapters", [])
        return names + [entry["file"] for entry in entries]

    def sources(self):
        """List the source files of the pages.

        Returns
        -------
        list of Path
            One ``.md`` file a page, in reading order.

        Raises
        ------
        BuildError
            If a page that ``_toc.yml`` names has no file.
        """
        paths = [self.root / f"{name}.md" for name in self.documents()]
        missing = [path for path in paths if not path.is_file()]
        if missing:
            lines = (
                f"missing page: {p.relative_to(self.root)}" for p in missing
            )
            raise BuildError("\n".join(lines))
        return paths
