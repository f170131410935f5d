"""A bot that takes every webhook and says nothing, and a shelf of pictures that messages may point to."""

from __future__ import annotations

import io
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from PIL import Image


class QuietBot:
    """`hook` is its webhook; `picture("a.jpg")` the address of a picture.

    The name's ending is its kind. It is 200 x 130, or, where the last part of the address is a number (as
    LINE asks for an imagemap), a square of that width.
    """

    def __init__(self) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def hook(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/hook"

    def picture(self, name: str) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/{name}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._send(b"", "text/plain")

    def do_GET(self) -> None:
        png = self.path.endswith("png")
        width = self.path.rsplit("/", 1)[1]
        size = (int(width), int(width)) if width.isdigit() else (200, 130)
        drawn = io.BytesIO()
        Image.new("RGB", size, (60, 140, 90)).save(drawn, "PNG" if png else "JPEG")
        self._send(drawn.getvalue(), "image/png" if png else "image/jpeg")

    do_HEAD = do_GET

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Silent."""
