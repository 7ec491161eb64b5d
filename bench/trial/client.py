"""A cheap HTTP client, so that the server dominates what is measured: one keep-alive socket per connection.

It understands only the part of HTTP/1.1 that the portal uses: a status, headers, and a body with a Content-Length.
"""

import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import quantiles
from typing import Self

HEAD_ENDS = b"\r\n\r\n"


@dataclass(frozen=True)
class Answer:
    """An HTTP response: status, raw head, body."""

    status: int
    head: bytes
    body: bytes

    @property
    def location(self) -> str:
        """The path that the response redirects to; empty if it does not redirect."""
        lines = [line.partition(b":") for line in self.head.split(b"\r\n")]
        return next((value.strip().decode() for name, _, value in lines if name.lower() == b"location"), "")

    @property
    def cookies(self) -> dict[str, str]:
        """Cookies set by the response, by name."""
        lines = [line.partition(b":") for line in self.head.split(b"\r\n")]
        pairs = [value.strip().partition(b";")[0] for name, _, value in lines if name.lower() == b"set-cookie"]
        return dict(pair.decode().split("=", 1) for pair in pairs)


@dataclass(frozen=True)
class Rate:
    """Requests per second, and the 99th percentile of their times in milliseconds."""

    per_second: float
    p99_ms: float


class Connection:
    """A connection to the portal on loopback. It reconnects if the server has closed it between two requests."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket = self._connected()

    def _connected(self) -> socket.socket:
        made = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def ask(self, request: bytes) -> Answer:
        """Send one request and read the whole response. Raise ConnectionError if none comes."""
        try:
            return self._ask(request)
        except ConnectionError:
            self.socket.close()
            self.socket = self._connected()
            return self._ask(request)

    def _ask(self, request: bytes) -> Answer:
        self.socket.sendall(request)
        head, body = self._until_head_ends()
        length = _length(head)
        parts, got = [body], len(body)
        while got < length:
            parts.append(self._received())
            got += len(parts[-1])
        return Answer(status=int(head[9:12]), head=head, body=b"".join(parts))

    def _until_head_ends(self) -> tuple[bytes, bytes]:
        read = b""
        while HEAD_ENDS not in read:
            read += self._received()
        head, _, body = read.partition(HEAD_ENDS)
        return head, body

    def _received(self) -> bytes:
        part = self.socket.recv(1 << 18)
        if not part:
            raise ConnectionResetError("The server closed the connection.")
        return part


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise ValueError(f"The response has no Content-Length: {head!r}")


def request(method: str, path: str, body: bytes = b"", **headers: str) -> bytes:
    """Build a raw request. The keyword `accept_encoding="gzip"` becomes the header Accept-Encoding."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{_header(name)}: {headers[name]}" for name in headers)]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + HEAD_ENDS + body


def _header(name: str) -> str:
    return name.replace("_", "-").title()


def rate_of(port: int, path: str, *, connections: int, seconds: float) -> Rate:
    """Request one page repeatedly over `connections` connections for `seconds`.

    Raise SystemExit if the page's status is not 200.
    """
    asked = request("GET", path, accept_encoding="gzip")
    with Connection(port) as first:
        if (status := first.ask(asked).status) != 200:
            raise SystemExit(f"{path} answers {status}")
    times, took = at_once(connections, lambda: _ask_until(port, asked, time.perf_counter() + seconds))
    return Rate(per_second=len(times) / took, p99_ms=1000 * quantiles(times, n=100)[98])


def _ask_until(port: int, asked: bytes, ends: float) -> list[float]:
    times = []
    with Connection(port) as connection:
        while (began := time.perf_counter()) < ends:
            if (status := connection.ask(asked).status) != 200:
                raise SystemExit(f"{asked[:80]!r} answers {status}")
            times.append(time.perf_counter() - began)
    return times


def at_once(number: int, deed: Callable[[], list[float]]) -> tuple[list[float], float]:
    """Run `deed` in `number` threads at once.

    Return all times that they report, and the seconds until the last one has finished.
    """
    began = time.perf_counter()
    with ThreadPoolExecutor(number) as pool:
        told = [each.result() for each in [pool.submit(deed) for _ in range(number)]]
    return [one for times in told for one in times], time.perf_counter() - began
