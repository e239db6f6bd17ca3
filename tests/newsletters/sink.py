"""A mail server that takes everything and keeps what it took: in a process of its own, so that those who write to it can be killed."""

import socket
import socketserver
import threading
from collections import Counter
from typing import Self


class Sink:
    """``refuse``: an answer for an address, by what it begins with. ``hang_up_after``: letters after which the connection breaks without an answer, the letter taken."""

    def __init__(self, *, refuse: dict[str, str] | None = None, lose: frozenset[int] = frozenset(), slow: float = 0) -> None:
        self.letters: list[tuple[str, bytes]] = []
        self.refuse, self.lose, self.slow = refuse or {}, set(lose), slow
        sink = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                sink.serve(self)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address, daemon_threads = True, True

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def times(self) -> Counter[str]:
        """How often each address was written to."""
        return Counter(to for to, _letter in self.letters)

    def settings(self) -> dict[str, object]:
        return {"host": "127.0.0.1", "port": self.port, "username": "", "password": "", "use_tls": False, "use_ssl": False}

    def serve(self, talk: socketserver.StreamRequestHandler) -> None:
        def say(line: str) -> None:
            talk.wfile.write(line.encode() + b"\r\n")

        say("220 sink")
        to = ""
        while line := talk.rfile.readline():
            word = line[:4].upper()
            if word in {b"EHLO", b"HELO", b"MAIL", b"RSET", b"NOOP"}:
                say("250 yes")
            elif word == b"RCPT":
                to = line.partition(b"<")[2].partition(b">")[0].decode()
                say(next((answer for begins, answer in self.refuse.items() if to.startswith(begins)), "250 yes"))
            elif word == b"DATA":
                say("354 go on")
                said = []
                while (part := talk.rfile.readline()) and part != b".\r\n":
                    said.append(part[1:] if part.startswith(b"..") else part)
                if not part:
                    return  # it broke before the dot: there is no letter
                if self.slow:
                    threading.Event().wait(self.slow)
                self.letters.append((to, b"".join(said)))
                if len(self.letters) in self.lose:
                    self.lose.discard(len(self.letters))
                    talk.connection.shutdown(socket.SHUT_RDWR)
                    return
                say("250 taken")
            elif word == b"QUIT":
                say("221 bye")
                return
            else:
                say("502 no")
