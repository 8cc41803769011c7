"""A log as large as it likes, signed and consistent, and made of nothing; and servers."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from intake.crypto.tlog.checkpoint import Checkpoint, sign_checkpoint
from intake.crypto.tlog.merkle import Frontier, complete_root, leaf_hash
from intake.crypto.tlog.tiles import ENTRIES, TileError, encode_bundle, parse_tile_path, tile_end
from intake.log.events import Log
from tests.log.golden import INSTANCE, SEED, golden_vkey

PAD = b'{"e":"pad","t":86400,"v":1}'
ORIGIN = f"{INSTANCE}/log/access"


class Endless:
    """A log of one entry said 2^k times: every tile of a level is the same, whatever its place."""

    def __init__(self, size: int) -> None:
        self.size, self.asked = size, 0
        roots = [leaf_hash(PAD)]  # By height.
        while len(roots) < 64:
            roots.append(complete_root([roots[-1]] * 2))
        self._roots = roots
        bits = [height for height in range(63, -1, -1) if size >> height & 1]
        tree = Frontier(size, [roots[height] for height in bits])
        self.note = sign_checkpoint(Checkpoint(ORIGIN, size, tree.root()), SEED)

    def read(self, path: str, _most: int = 0, /) -> bytes | None:
        self.asked += 1
        vkey = golden_vkey(Log.ACCESS)
        name = path.removeprefix("access/")
        texts = {"checkpoint": self.note, "log.vkey": f"{vkey}\n"}
        texts["policy.txt"] = f"log {vkey}\nquorum none\n"
        if name in texts:
            return texts[name].encode()
        try:
            address = parse_tile_path(name)
        except TileError:
            return None
        if tile_end(address) > self.size:
            return None
        if address.level == ENTRIES:
            return encode_bundle([PAD] * address.width)
        return self._roots[8 * address.level] * address.width

    def details(self, _log: str, _n: int, /) -> bytes | None:
        return None


class Handler(BaseHTTPRequestHandler):
    """Answers each path with what the server's ``answer`` writes."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        try:
            self.server.answer(self)  # type: ignore[attr-defined]
        except OSError:  # Whoever asked has had enough.
            self.close_connection = True

    def log_message(self, *_arguments: object) -> None:
        pass


@contextmanager
def serving(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    """Serve on this machine; yields the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.answer = answer  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        socketserver.BaseServer.server_close(server)
        server.socket.close()


def whole(handler: BaseHTTPRequestHandler, data: bytes | None) -> None:
    """Answer as an honest server does."""
    handler.send_response(404 if data is None else 200)
    handler.send_header("Content-Length", str(len(data or b"")))
    handler.end_headers()
    handler.wfile.write(data or b"")
