"""A mail server that answers as it is told to: for each word a client says an answer, or none at all."""

import socket
import socketserver
import ssl
import threading
from typing import Any, Final, Self

_USUAL: Final[dict[str, str]] = {"": "220 me", "EHLO": "250 me", "DATA": "354 go on", "QUIT": "221 bye"}


class Server:
    """``answers`` by the word they answer: "" is the greeting, "." the end of a mail, None is silence. ``tls``: secret from the beginning. ``drops``: seconds between two letters."""

    def __init__(self, answers: dict[str, str | None], *, tls: ssl.SSLContext | None = None, drops: float = 0) -> None:
        self.answers, self.tls, self.drops, self.said = answers, tls, drops, []
        server, self._over = self, threading.Event()

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                try:
                    server._serve(server.tls.wrap_socket(self.request, server_side=True) if server.tls else self.request)
                except OSError:
                    return  # the client hung up

        class Listening(socketserver.ThreadingTCPServer):
            allow_reuse_address, daemon_threads = True, True

        self._listening = Listening(("127.0.0.1", 0), Handler)
        self.settings: dict[str, Any] = {"host": "127.0.0.1", "port": self._listening.server_address[1], "username": "", "password": "", "use_tls": False, "use_ssl": False}
        threading.Thread(target=self._listening.serve_forever, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._listening.shutdown()
        self._listening.server_close()

    def _serve(self, client: socket.socket) -> None:
        lines = client.makefile("rb")
        self._answer(client, "")
        in_mail = False
        for line in lines:
            if in_mail and line != b".\r\n":
                continue
            word = "." if in_mail else line.split()[0].decode().upper()[:8]
            in_mail = self._answer(client, word).startswith("354")
            self.said += [line.decode().strip()] if word == "RCPT" else []

    def _answer(self, client: socket.socket, word: str) -> str:
        answer = self.answers.get(word, _USUAL.get(word, "250 yes"))
        if answer is None:
            self._over.wait(5)
            return ""
        for part in answer + "\r\n" if self.drops else [f"{answer}\r\n"]:
            client.sendall(part.encode())
            self._over.wait(self.drops)
        return answer
