"""A server of one's own that speaks the embeddings protocol."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer


class Endpoint(BaseHTTPRequestHandler):
    """A vector of a text is its length and 4; "refuse" is refused."""

    seen: list[dict[str, object]] = []

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.seen.append({**asked, "key": self.headers["Authorization"], "path": self.path})
        data = [{"object": "embedding", "index": i, "embedding": [len(t), 4.0]} for i, t in enumerate(asked["input"])]
        refused = "refuse" in asked["input"]
        body = json.dumps(
            {"error": {"message": "no"}} if refused else {"object": "list", "model": "m", "data": data[::-1]}
        )
        self.send_response(400 if refused else 200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *arguments: object) -> None:
        pass


@contextmanager
def serving() -> Iterator[str]:
    """The base URL of a server that runs as long as the block; `Endpoint.seen` starts empty."""
    Endpoint.seen = []
    server = HTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()
