"""A program that listens on this machine, and behaves as its paths say: ``/500`` answers so, ``/hang`` not at all, ``/close`` hangs up, ``/drip`` never ends, ``/moved`` leads on. One who is ``ill`` answers 503, whatever the path says."""

import socket
import socketserver
import threading
from collections import Counter
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Heard:
    path: str
    headers: dict[str, str]
    body: bytes


class Listener:
    def __init__(self, *, slow: float = 0) -> None:
        self.heard: list[Heard] = []
        self.slow, self.ill, self.over = slow, False, threading.Event()
        listener = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                listener.serve(self)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address, daemon_threads = True, True

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.over.set()
        self.server.shutdown()
        self.server.server_close()

    def at(self, path: str = "/200") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    @property
    def times(self) -> Counter[str]:
        """How often each message came."""
        return Counter(each.headers["webhook-id"] for each in self.heard)

    def serve(self, talk: Any) -> None:
        line = talk.rfile.readline()
        if not line:
            return
        headers = {}
        while (part := talk.rfile.readline().strip()):
            name, _colon, value = part.decode("latin-1").partition(": ")
            headers[name.casefold()] = value
        path = line.decode("latin-1").split()[1]
        self.heard.append(Heard(path, headers, talk.rfile.read(int(headers.get("content-length", 0)))))
        path = "/503" if self.ill else path
        if path == "/hang":
            self.over.wait(30)
        elif path == "/close":
            talk.connection.shutdown(socket.SHUT_RDWR)
        elif path == "/drip":
            talk.wfile.write(b"HTTP/1.1 200 OK\r\n")
            while not self.over.wait(0.05):
                talk.wfile.write(b"x")
        elif path == "/moved":
            talk.wfile.write(f"HTTP/1.1 307 Moved\r\nLocation: {self.at()}\r\nContent-Length: 0\r\n\r\n".encode())
        elif path == "/much":
            talk.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
            while not self.over.is_set():
                talk.wfile.write(b"x" * 65_536)
        elif path == "/nonsense":
            talk.wfile.write(b"\x00\x01 what?\r\n\r\n")
        else:
            self.over.wait(self.slow)
            said = "Kø 0101701234: \x00 nej".encode()
            talk.wfile.write(f"HTTP/1.1 {path[1:4]} X\r\nContent-Length: {len(said)}\r\n\r\n".encode() + said)
