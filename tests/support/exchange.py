"""HTTP over plain sockets, as little of it as fault injection needs."""

import re
import socket
from collections.abc import Iterator

_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")


def messages(connection: socket.socket) -> Iterator[tuple[bytes, bytes]]:
    """Head (with its empty line) and body of each message on a connection, until the peer closes it."""
    data = b""
    while True:
        while b"\r\n\r\n" not in data:
            more = connection.recv(65_536)
            if not more:
                return
            data += more
        head, _, data = data.partition(b"\r\n\r\n")
        match = _LENGTH.search(head)
        length = int(match[1]) if match else 0
        while len(data) < length:
            more = connection.recv(65_536)
            if not more:
                return
            data += more
        yield head + b"\r\n\r\n", data[:length]
        data = data[length:]


def fields_of(head: bytes) -> dict[str, str]:
    """The header fields of a message's head; of one that comes twice, both values joined."""
    fields: dict[str, str] = {}
    for line in head.decode("latin-1").split("\r\n")[1:]:
        name, _, value = line.partition(":")
        if name:
            fields[name] = f"{fields[name]}, {value.strip()}" if name in fields else value.strip()
    return fields


def response(status: int, body: bytes, kind: str = "application/json", extra: str = "") -> bytes:
    head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{extra}\r\n"
    return head.encode() + body
