"""Serve a folder on this machine; gzipped, if what was sent is noted."""

import contextlib
import functools
import gzip
import http.server
import sys
import threading
from pathlib import Path

__all__ = ["Log", "Quiet", "gzipped", "serving"]

#: What hosts compress; pictures and fonts are compressed already.
TEXT = (".css", ".html", ".js", ".json", ".mjs", ".svg", ".wasm")
LEVEL = 6


class Log:
    """What a server sent.

    Attributes
    ----------
    sent : list of tuple
        Path and bytes of each answer, headers included.
    """

    def __init__(self):
        self.sent = []
        self._bodies = {}

    def body(self, path, altered):
        """Return a file's gzipped bytes; made once.

        Parameters
        ----------
        path : Path
            The file.
        altered : callable
            From its bytes to those that are served.

        Returns
        -------
        bytes
        """
        stamp = path, path.stat().st_mtime_ns
        if stamp not in self._bodies:
            self._bodies[stamp] = gzipped(altered(path.read_bytes()))
        return self._bodies[stamp]


def gzipped(content):
    """Compress as a host does; the same bytes give the same bytes."""
    return gzip.compress(content, LEVEL, mtime=0)


class Server(http.server.ThreadingHTTPServer):
    """Serves to browsers, which may go away in the middle of an answer."""

    def handle_error(self, request, client_address):
        """Tell of each error but of a browser that went away."""
        gone = (BrokenPipeError, ConnectionResetError)
        if not isinstance(sys.exception(), gone):
            super().handle_error(request, client_address)


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_):
        """Keep still."""


class Gzipping(Quiet):
    """Serves files as a host on the web does, to any other host's pages."""

    protocol_version = "HTTP/1.1"
    # Otherwise headers and body wait for each other on a kept connection.
    wbufsize = -1
    disable_nagle_algorithm = True

    def __init__(self, *arguments, log, altered, **options):
        self.log, self.altered = log, altered
        super().__init__(*arguments, **options)

    def do_GET(self):
        """Answer with a file, or say that there is none."""
        path = Path(self.translate_path(self.path))
        if path.is_file():
            page = path.suffix == ".html"
            text = path.suffix in TEXT
            altered = self.altered if page else bytes
            body = self.log.body(path, altered) if text else path.read_bytes()
            kind = self.guess_type(str(path))
            self._answer(200, kind, body, compressed=text)
        else:
            self._answer(404, "text/plain", b"none")

    def _answer(self, status, kind, body, compressed=False):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if compressed:
            self.send_header("Content-Encoding", "gzip")
        for name in ("Access-Control-Allow-Origin", "Timing-Allow-Origin"):
            self.send_header(name, "*")
        head = sum(map(len, self._headers_buffer))
        # Noted first: whoever has the answer finds it in the log.
        self.log.sent.append((self.path, head + 2 + len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextlib.contextmanager
def serving(folder, log=None, altered=bytes, host="localhost"):
    """Serve a folder while the block runs.

    Parameters
    ----------
    folder : Path
        What to serve.
    log : Log, optional
        Receives what was sent; then text is sent gzipped, on connections
        that are kept.
    altered : callable, optional
        From a page's bytes to those that are served; only with a log.
    host : str
        The name to listen at.

    Yields
    ------
    str
        The address, without a slash at the end.
    """
    handler = functools.partial(Quiet, directory=str(folder))
    if log is not None:
        handler = functools.partial(
            Gzipping, directory=str(folder), log=log, altered=altered
        )
    server = Server((host, 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{host}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
