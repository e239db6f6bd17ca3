"""A mail server that takes everything and writes a line for each letter: when it came, and to whom. In a process of its own; says its port on the first line it prints."""

import socket
import socketserver
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

_YES = {b"EHLO", b"HELO", b"MAIL", b"RSET", b"NOOP"}


class Talk(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True

    def handle(self) -> None:
        kept: BinaryIO = self.server.kept  # type: ignore[attr-defined]  # set below
        self.wfile.write(b"220 sink\r\n")
        with suppress(ConnectionResetError):  # its client was killed
            self._talk(kept)

    def _talk(self, kept: BinaryIO) -> None:
        to = b""
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word in _YES:
                self.wfile.write(b"250 yes\r\n")
            elif word == b"RCPT":
                to = line.partition(b"<")[2].partition(b">")[0]
                self.wfile.write(b"250 yes\r\n")
            elif word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                while (part := self.rfile.readline()) and part != b".\r\n":
                    pass
                if not part:
                    return  # it broke before the dot: there is no letter
                kept.write(b"%f %s\n" % (time.time(), to))
                kept.flush()
                self.wfile.write(b"250 taken\r\n")
            elif word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"502 no\r\n")


class Sink(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads = True, True
    address_family = socket.AF_INET


def main(file: str) -> None:
    with Path(file).open("ab") as kept, Sink(("127.0.0.1", 0), Talk) as server:
        server.kept = kept  # type: ignore[attr-defined]  # for those who talk
        print(server.server_address[1], flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1])
