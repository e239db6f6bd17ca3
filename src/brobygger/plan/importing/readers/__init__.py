"""One module for each kind of file; each has ``read(content: bytes) -> Document`` and raises Unreadable."""
