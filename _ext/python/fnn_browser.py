"""What the first cell of a notebook in the browser needs.

Python, SymPy and the library of the book come with the book. NumPy comes
from Pyodide's own server. Where that cannot be reached, a stand-in takes its
place, so that whatever needs no NumPy runs.
"""

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import sys
import textwrap

__all__ = ["Missing", "NotLoaded", "prepare", "stand_in"]

SENTENCE = (
    "{names} not loaded: in the browser {it} from Pyodide's own server, "
    "which needs a network. The cells that use SymPy alone run without."
)
#: What arithmetic and comparison a module may do while it is imported.
OPERATORS = (
    *("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul"),
    *("radd", "rsub", "rmul", "rtruediv", "rpow", "rmatmul"),
    *("neg", "abs", "lt", "le", "gt", "ge", "getitem"),
)
NAMES = {"numpy": "NumPy", "matplotlib": "Matplotlib"}


async def prepare(*packages):
    """Load packages of Pyodide; say so in a sentence if they are out of reach.

    Parameters
    ----------
    *packages : str
        Such as ``"numpy"``; also the names of the modules.
    """
    import pyodide_js

    wanted = [name for name in packages if not _is_there(name)]
    if wanted:
        # It reports to the browser's console, and does not raise.
        await pyodide_js.loadPackage(wanted)
        importlib.invalidate_caches()
    missing = [name for name in packages if not _is_there(name)]
    if missing:
        print(textwrap.fill(stand_in(missing), 72))
        _say_it_shortly()


def stand_in(packages):
    """Let missing packages be imported, but not used.

    Parameters
    ----------
    packages : list of str
        Names of modules.

    Returns
    -------
    str
        What is missing, and why.
    """
    names = " and ".join(NAMES.get(name, name) for name in packages)
    many = len(packages) > 1
    sentence = SENTENCE.format(
        names=f"{names} {'are' if many else 'is'}",
        it="they come" if many else "it comes",
    )
    sys.meta_path.append(_Finder(packages, sentence))
    return sentence


class NotLoaded(ImportError):
    """Something was used that a missing package would have had."""


class Missing:
    """Whatever a missing package would have had.

    A module that is being imported may pass it on and compute with it; the
    result is missing, too. Afterwards each use raises.

    Parameters
    ----------
    sentence : str
        What the error says.
    name : str
        How it would have been made; those of one name are equal.
    """

    def __init__(self, sentence, name):
        self.__dict__.update(_sentence=sentence, _name=name)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Missing(self._sentence, f"{self._name}.{name}")

    def __setattr__(self, name, value):
        raise NotLoaded(self._sentence)

    def __call__(self, *given, **named):
        """Raise, unless a module that is being imported asks."""
        return _used(self, "", *given, *named.items())

    def __eq__(self, other):
        return isinstance(other, Missing) and other._name == self._name

    def __hash__(self):
        return hash(self._name)

    def __iter__(self):
        raise NotLoaded(self._sentence)

    def __bool__(self):
        raise NotLoaded(self._sentence)

    def __repr__(self):
        return f"<{self._name}: not loaded>"


def _used(missing, how, *others):
    """Return something missing to an import, raise for anyone else."""
    frame = sys._getframe(1)
    while frame.f_globals is globals():
        frame = frame.f_back
    spec = frame.f_globals.get("__spec__")
    if getattr(spec, "_initializing", False):
        name = f"{missing._name}{how}({', '.join(map(repr, others))})"
        return Missing(missing._sentence, name)
    raise NotLoaded(missing._sentence)


def _operator(name):
    return lambda self, *others: _used(self, f".{name}", *others)


for _name in OPERATORS:
    setattr(Missing, f"__{_name}__", _operator(f"__{_name}__"))


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the missing packages and all that they would contain."""

    def __init__(self, packages, sentence):
        self.packages, self.sentence = set(packages), sentence

    def find_spec(self, name, _path=None, _target=None):
        if name.partition(".")[0] not in self.packages:
            return None
        spec = importlib.machinery.ModuleSpec(name, self)
        spec.submodule_search_locations = []
        return spec

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        missing = Missing(self.sentence, module.__name__)
        # Of a module's own function, because it is looked up there.
        module.__getattr__ = missing.__getattr__
        module.__version__ = "0"


def _say_it_shortly():
    """Let cells that need what is missing say so without a traceback.

    Running all cells then goes on to those that do not need it.
    """
    from IPython import get_ipython

    if shell := get_ipython():
        shell.set_custom_exc((NotLoaded, NameError), _in_a_sentence)


def _in_a_sentence(_shell, kind, error, _traceback, tb_offset=None):
    if kind is NotLoaded:
        print("This cell needs what is not loaded: see the first cell.")
    else:
        print(f"{error}. Perhaps its cell needs what is not loaded.")


def _is_there(name):
    spec = importlib.util.find_spec(name)
    return spec is not None and not isinstance(spec.loader, _Finder)
