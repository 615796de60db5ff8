"""An OpenAI-compatible endpoint that takes a fixed time for every call and answers as told: it costs little CPU."""

import base64
import json
import threading
import time
from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

DIMENSIONS = 256
Brain = Callable[[Mapping[str, Any]], str]
"""The text of a reply, from the request."""


@dataclass
class ScriptedEndpoint:
    """Serves chat completions, whole or streamed, and embeddings, each after `seconds`.

    `calls` are when each began and ended. The embeddings are unit vectors of DIMENSIONS, one axis a text.
    """

    brain: Brain
    seconds: float
    calls: list[tuple[float, float]] = field(default_factory=list)

    def __enter__(self) -> "ScriptedEndpoint":
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                endpoint.answer(self)

            def log_message(self, *args: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        threading.Thread(target=self._http.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._http.shutdown()
        self._http.server_close()

    @property
    def url(self) -> str:
        """The base URL."""
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def answer(self, http: BaseHTTPRequestHandler) -> None:
        """Waits and replies."""
        began = time.perf_counter()
        request = json.loads(http.rfile.read(int(http.headers["Content-Length"])))
        kind, body = embedded(request) if http.path.endswith("/embeddings") else replied(request, self.brain(request))
        time.sleep(self.seconds)
        self.calls.append((began, time.perf_counter()))
        data = body.encode()
        http.send_response(200)
        http.send_header("Content-Type", kind)
        http.send_header("Content-Length", str(len(data)))
        http.end_headers()
        http.wfile.write(data)


def replied(request: Mapping[str, Any], text: str) -> tuple[str, str]:
    """A reply to a chat's request: its content type and its body."""
    return ("text/event-stream", streamed(text)) if request.get("stream") else ("application/json", whole(text))


def embedded(request: Mapping[str, Any]) -> tuple[str, str]:
    """A vector for each text of the request, in base64 as clients ask for it: content type and body."""
    count = len(request["input"])
    vectors = [array("f", (float(axis == index % DIMENSIONS) for axis in range(DIMENSIONS))) for index in range(count)]
    data = [
        {"object": "embedding", "index": index, "embedding": base64.b64encode(vector.tobytes()).decode()}
        for index, vector in enumerate(vectors)
    ]
    usage = {"prompt_tokens": count, "total_tokens": count}
    return "application/json", json.dumps({"object": "list", "data": data, "model": request["model"], "usage": usage})


def whole(text: str) -> str:
    """A chat completion."""
    message = {"role": "assistant", "content": text}
    return json.dumps(_head() | {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]})


def streamed(text: str) -> str:
    """The same as server-sent events."""
    first = {"choices": [{"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": None}]}
    last = {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}
    return "".join(f"data: {json.dumps(_head() | chunk)}\n\n" for chunk in (first, last)) + "data: [DONE]\n\n"


def _head() -> dict[str, object]:
    usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
    return {"id": "1", "object": "chat.completion", "created": 1, "model": "scripted", "usage": usage}
