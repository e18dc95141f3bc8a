"""Archives: the same files give the same bytes."""

import io
import time
import zipfile

#: 2020-01-01 in seconds, the date of all that the build packs.
EPOCH = "1577836800"
#: Mode of a file in an archive.
READABLE = 0o644


def zipped(files):
    """Zip files, all of one date: the same ones give the same bytes.

    Parameters
    ----------
    files : dict
        Bytes or text by name.

    Returns
    -------
    bytes
        The archive.
    """
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, time.gmtime(int(EPOCH))[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = READABLE << 16
            archive.writestr(entry, content)
    return result.getvalue()
