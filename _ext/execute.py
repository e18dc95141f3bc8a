"""Execute chapters side by side, one kernel each."""

import asyncio
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from tempfile import TemporaryDirectory

from nbclient import NotebookClient
from traitlets.config import Config

from _ext.book import BuildError
from _ext.digest import digest
from _ext.failures import describe
from _ext.kernels import WarmKernelManager, warm_up

TIMEOUT = 600
#: Proofs make many small objects and few cycles: to look for these at every
#: turn takes a fifteenth of the time.
COLLECT = "import gc; gc.set_threshold(50_000, 20, 50); del gc"
THREADS = ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM", "NUMEXPR")


def kernel_environment(book):
    """Make the environment in which kernels run.

    Parameters
    ----------
    book : Book
        Its root comes first on the import path.

    Returns
    -------
    dict
        The environment variables.
    """
    env = dict(os.environ)
    # One BLAS thread a kernel: kernels share the cores, and sums come out in
    # the same order on machines with more of them.
    env.update({f"{name}_NUM_THREADS": "1" for name in THREADS})
    env.update(
        MPLBACKEND="module://matplotlib_inline.backend_inline",
        MPLCONFIGDIR=str(book.build / "cache" / "matplotlib"),
        # The reader's own start-up files have no say in the book.
        IPYTHONDIR=str(book.build / "cache" / "ipython"),
        PYTHONPATH=str(book.root),
        PYTHONHASHSEED="0",
        PYDEVD_DISABLE_FILE_VALIDATION="1",
        # Widgets leave out the script that the pages load once.
        FNN_BUILD="1",
    )
    return env


def _make_font_cache(env):
    """Let matplotlib list the fonts now: it says so on stderr if slow."""
    folder = env["MPLCONFIGDIR"]
    os.makedirs(folder, exist_ok=True)
    if not any(name.startswith("fontlist") for name in os.listdir(folder)):
        code = "import matplotlib.font_manager"
        subprocess.run(
            [sys.executable, "-c", code], env=env, capture_output=True
        )


def run_chapter(chapter, env, sockets):
    """Execute one chapter in place.

    Parameters
    ----------
    chapter : Chapter
        Its outputs and its time are filled in.
    env : dict
        The environment of the kernel.
    sockets : str
        A folder for the kernel's sockets.

    Returns
    -------
    Exception or None
        What ended the execution.
    """
    # Sockets in the file system: kernels that start at the same time cannot
    # take each other's ports, and nobody else on the machine can listen.
    address = {"transport": "ipc", "ip": f"{sockets}/{id(chapter)}"}
    warm_up(env)
    client = NotebookClient(
        chapter.notebook,
        kernel_manager_class=WarmKernelManager,
        timeout=TIMEOUT,
        kernel_name="python3",
        extra_arguments=[f"--IPKernelApp.exec_lines={COLLECT}"],
        config=Config({"KernelManager": address}),
        # Times in the cells' metadata would make each run another chapter.
        record_timing=False,
        # A cell prints in as many pieces as the machine happens to make.
        coalesce_streams=True,
        resources={"metadata": {"path": str(chapter.path.parent)}},
    )
    start = time.perf_counter()
    try:
        asyncio.run(client.async_execute(env=env))
    except Exception as error:
        return error
    finally:
        chapter.seconds = time.perf_counter() - start
    return None


def cores():
    """Count the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def longest_first(chapters, last):
    """Order chapters so that no long one is left to the end.

    Parameters
    ----------
    chapters : list of Chapter
    last : dict of str to float
        Seconds of the last execution, by name. A chapter without any is
        judged by its length, a second for a thousand characters of code.

    Returns
    -------
    list of Chapter
    """

    def expected(chapter):
        cells = chapter.notebook.cells
        code = sum(len(c.source) for c in cells if c.cell_type == "code")
        return last.get(chapter.name, code / 1000)

    return sorted(chapters, key=expected, reverse=True)


def execute(chapters, book, cache, code, times):
    """Execute the chapters whose outputs the cache does not have.

    Parameters
    ----------
    chapters : list of Chapter
        In reading order.
    book : Book
        The book they belong to.
    cache : Cache
        Where outputs are kept.
    code : str
        The digest under which they are kept.
    times : Times
        Is told how long each chapter took.

    Raises
    ------
    BuildError
        After all were tried, if a cell failed, or if the library changed
        meanwhile, so that nobody can say which version gave the outputs.
    """
    stale = cache.stale(chapters)
    kept = len(chapters) - len(stale)
    print(f"execute: {len(stale)} of {len(chapters)} ({kept} unchanged)")
    if not stale:
        return
    env = kernel_environment(book)
    _make_font_cache(env)
    warm_up(env)
    failures = []
    with (
        TemporaryDirectory(prefix="fnn-") as sockets,
        ThreadPoolExecutor(cores()) as pool,
    ):
        runs = {
            pool.submit(run_chapter, chapter, env, sockets): chapter
            for chapter in longest_first(stale, times.last)
        }
        try:
            for run in as_completed(runs):
                chapter, error = runs[run], run.result()
                times.chapters[chapter.name] = chapter.seconds
                mark = "FAILED" if error else ""
                print(
                    f"  {chapter.name:24} {chapter.seconds:6.1f} s  {mark}",
                    flush=True,
                )
                if error:
                    failures.append(describe(chapter, book.root, error))
                elif digest(book.root) == code:
                    cache.keep(chapter)
                else:
                    failures.append(
                        f"{chapter.name}: code changed meanwhile; build again"
                    )
        except KeyboardInterrupt:
            # Threads would wait for their cells; kernels end with us.
            os._exit(130)
    if failures:
        raise BuildError("\n".join(failures))
