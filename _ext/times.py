"""How long the parts of a build take: said at its end, kept as JSON."""

import json
import time
from contextlib import contextmanager

#: So many lines end a build.
MOST = 5
#: What takes less is not worth a line.
LEAST = 0.5


class Times:
    """Seconds of the stages of one build and of its chapters.

    Parameters
    ----------
    path : Path
        Where they are kept: JSON, from build to build.

    Attributes
    ----------
    stages, chapters : dict of str to float
        Seconds by name. Stages may run side by side.
    last : dict of str to float
        Seconds that each chapter took when it was last executed.
    """

    def __init__(self, path):
        self.path = path
        self.start = time.perf_counter()
        self.last = _last(path)
        self.stages = {}
        self.chapters = {}

    @contextmanager
    def stage(self, name):
        """Measure a stage.

        Parameters
        ----------
        name : str
            What the list calls it.
        """
        start = time.perf_counter()
        try:
            yield
        finally:
            spent = time.perf_counter() - start
            self.stages[name] = self.stages.get(name, 0) + spent

    @property
    def total(self):
        """Seconds since the build began."""
        return time.perf_counter() - self.start

    def longest(self, most=MOST):
        """List what took longest.

        Parameters
        ----------
        most : int
            So many at most.

        Returns
        -------
        list of tuple of str and float
            Stages and chapters, from the longest.
        """
        both = [*self.stages.items(), *self.chapters.items()]
        both = [(name, spent) for name, spent in both if spent >= LEAST]
        return sorted(both, key=lambda one: -one[1])[:most]

    def __str__(self):
        rows = self.longest()
        width = max((len(name) for name, _ in rows), default=0)
        lines = [f"  {name:{width}} {spent:6.1f} s" for name, spent in rows]
        return "\n".join(["longest:", *lines]) if rows else ""

    def write(self):
        """Keep the figures."""
        figures = {
            "total": self.total,
            "stages": self.stages,
            "chapters": self.chapters,
            "last": self.last | self.chapters,
        }
        text = json.dumps(_rounded(figures), indent=1)
        self.path.write_text(text + "\n", "utf-8")


def _last(path):
    try:
        return dict(json.loads(path.read_text("utf-8"))["last"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}  # Only the order of the executions rests on it.


def _rounded(figures):
    if isinstance(figures, dict):
        return {name: _rounded(value) for name, value in figures.items()}
    return round(figures, 3)
