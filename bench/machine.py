"""What a measurement ran on, without a name or a path of the machine."""

import datetime
import os
import platform
import subprocess
from pathlib import Path

import numpy as np

__all__ = ["commit", "machine", "today"]

#: Where Linux says what the processor is.
CPUINFO = Path("/proc/cpuinfo")


def machine():
    """Describe the machine and what computes on it.

    Returns
    -------
    dict
        Processor, cores, memory in GiB, system, and the versions of Python,
        NumPy and its BLAS.
    """
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    return {
        "processor": _processor(),
        "cores": _cores(),
        "memory": _memory(),
        "system": f"{_system()}, {platform.machine()}",
        "python": platform.python_version(),
        "numpy": np.__version__,
        "blas": f"{blas['name']} {blas['version']}",
    }


def commit(root):
    """Name the commit that is measured.

    Parameters
    ----------
    root : Path
        The repository.

    Returns
    -------
    str
        Twelve digits, and a note where files differ from it; "unknown"
        where there is no repository.
    """
    try:
        name = _git(root, "rev-parse", "--short=12", "HEAD")
        changed = _git(root, "status", "--porcelain", "--untracked-files=no")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    others = [n for n in changed.splitlines() if "bench/results.json" not in n]
    return f"{name} with changes" if others else name


def today():
    """Return the date, as in 2026-11-22."""
    return datetime.datetime.now(datetime.UTC).date().isoformat()


def _git(root, *arguments):
    return subprocess.run(
        ["git", *arguments],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()


def _processor():
    if CPUINFO.is_file():
        for line in CPUINFO.read_text("utf-8").splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return value.strip()
    return platform.processor() or platform.machine()


def _cores():
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count()


def _memory():
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError):
        return None
    return round(size / 2**30)


def _system():
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return f"{platform.system()} {platform.release()}"
