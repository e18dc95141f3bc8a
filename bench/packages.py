"""What only ``make bench`` needs, in a folder of its own.

PyTorch and scikit-learn are locked in ``bench/requirements.txt`` and lie in
``bench`` inside the virtual environment, or where ``BENCH_PACKAGES`` says.
Nothing else looks there. They use the NumPy, SciPy and SymPy that
requirements.txt locks.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

__all__ = ["FOLDER", "install", "reachable"]

FOLDER = Path(os.environ.get("BENCH_PACKAGES") or f"{sys.prefix}/bench")
LOCK = Path(__file__).with_name("requirements.txt")


def reachable(folder=FOLDER):
    """Make the packages importable, after all others.

    Parameters
    ----------
    folder : Path
        Where they are; installed first if they are not.
    """
    install(folder)
    if str(folder) not in sys.path:
        sys.path.append(str(folder))


def install(folder=FOLDER, lock=LOCK):
    """Install what the lock says, once for each lock and each Python.

    Parameters
    ----------
    folder : Path
        Where to; emptied first when it holds something else.
    lock : Path
        The requirements, with hashes.
    """
    stamp = folder / ".ready"
    wanted = _digest(lock)
    if stamp.is_file() and stamp.read_text("utf-8") == wanted:
        return
    print(f"bench: installing {lock.parent.name}/{lock.name}", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
    pip += ["--require-hashes", "--target", str(folder), "-r", str(lock)]
    subprocess.run(pip, check=True)
    stamp.write_text(wanted, "utf-8")


def _digest(lock):
    digest = hashlib.sha256(lock.read_bytes())
    digest.update(sys.version.encode())
    return digest.hexdigest()
