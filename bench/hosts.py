"""What a stock page asks other hosts for, from a folder of this machine.

The packages are the very ones that those hosts have, of the same versions,
from npm, checked against `PACKAGES`. One file is not in its package as the
host has it: RequireJS is minified here, and its integrity is not checked.
"""

import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from _ext.formulas import NODE

__all__ = ["answered", "fetch_hosts", "redirected"]

#: Address, as the stock configuration names it; package, version, integrity.
PACKAGES = json.loads(Path(__file__).with_name("hosts.json").read_text())
HOSTS = ("https://cdn.jsdelivr.net", "https://cdnjs.cloudflare.com")
INTEGRITY = re.compile(rb' integrity="[^"]*"')
REQUIRE = "cdnjs.cloudflare.com/ajax/libs/require.js/2.3.4"


def answered():
    """List what is answered here.

    Returns
    -------
    list of str
        Address and package.
    """
    return [f"{p['address']} {p['package']}" for p in PACKAGES]


def fetch_hosts(book):
    """Bring the packages into the build folder, once.

    Parameters
    ----------
    book : Book
        Its build folder receives them, its ``node_modules`` has esbuild.

    Returns
    -------
    Path
        A folder for each host.
    """
    text = json.dumps(PACKAGES).encode() + Path(__file__).read_bytes()
    name = hashlib.sha256(text).hexdigest()[:16]
    kept = book.build / "bench" / "hosts"
    target = kept / name
    if target.is_dir():
        return target
    shutil.rmtree(kept, ignore_errors=True)
    fresh = kept / "fresh"
    fresh.mkdir(parents=True)
    for package in PACKAGES:
        _unpack(_packed(package, fresh), fresh / package["address"])
    minify = [NODE, book.root / "node_modules/esbuild/bin/esbuild"]
    minify += [fresh / REQUIRE / "require.js", "--minify"]
    minify += [f"--outfile={fresh / REQUIRE / 'require.min.js'}"]
    subprocess.run(minify, check=True, capture_output=True)
    return fresh.rename(target)


def redirected(address):
    """Return what makes a page ask an address instead of the hosts.

    Parameters
    ----------
    address : str
        Of the server that answers for them.

    Returns
    -------
    callable
        From a page's bytes to those that are served.
    """

    def altered(page):
        page = INTEGRITY.sub(b"", page)
        for host in HOSTS:
            local = f"{address}/{host.removeprefix('https://')}"
            page = page.replace(host.encode(), local.encode())
        return page

    return altered


def _packed(package, folder):
    """Get a package's archive from npm; refuse another than is locked."""
    npm = Path(sys.executable).with_name("npm")
    command = [npm, "pack", "--silent", package["package"]]
    done = subprocess.run(
        command, cwd=folder, check=True, capture_output=True, text=True
    )
    archive = folder / done.stdout.strip().splitlines()[-1]
    found = hashlib.sha512(archive.read_bytes()).digest()
    found = "sha512-" + base64.b64encode(found).decode()
    if found != package["integrity"]:
        raise ValueError(
            f"{package['package']}: found {found}, "
            f"wanted {package['integrity']}"
        )
    return archive


def _unpack(archive, folder):
    with tarfile.open(archive) as files:
        files.extractall(folder, filter="data")
    for path in (folder / "package").iterdir():
        path.rename(folder / path.name)
    archive.unlink()
