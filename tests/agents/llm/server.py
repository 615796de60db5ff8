"""An OpenAI-compatible HTTP server that says what a test has it say; it keeps what it was asked."""

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Request = dict[str, Any]


@dataclass(frozen=True)
class Say:
    """A reply of text, streamed in pieces where a stream is asked for; `thought` comes as `reasoning_content`."""

    text: str
    finish: str = "stop"
    prompt_tokens: int = 100
    completion_tokens: int = 10
    thought: str = ""
    usage: bool = True


@dataclass(frozen=True)
class Call:
    """A reply that calls tools: (name, arguments) each; arguments may be text, well formed or not."""

    calls: Sequence[tuple[str, Mapping[str, object] | str]]
    text: str = ""


@dataclass(frozen=True)
class Refuse:
    """A refusal as OpenAI sends it."""

    text: str = "I cannot help with that."


@dataclass(frozen=True)
class Fail:
    """An HTTP error."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = '{"error": {"message": "no"}}'


@dataclass(frozen=True)
class Garble:
    """A reply with status 200 that is no chat completion."""

    body: str = "<html>It works!</html>"
    kind: str = "text/html"


@dataclass(frozen=True)
class Cut:
    """A stream that breaks off after some text."""

    text: str


@dataclass(frozen=True)
class Spill:
    """A stream that ends in an error, as servers send one when they fail half-way."""

    text: str
    error: str


@dataclass(frozen=True)
class Hang:
    """No reply at all until the server closes."""


Reaction = Say | Call | Refuse | Fail | Garble | Cut | Spill | Hang
Brain = Callable[[Request], Reaction]


class ScriptedServer:
    """Serves `/v1/chat/completions`; reacts as scripted, in order, or as a function of what it is asked.

    `models` is what `/v1/models` lists; None where it lists nothing. `paths` are the addresses that were asked.
    """

    models: Sequence[str] | None = None

    def __init__(self, *script: Reaction, brain: Brain | None = None) -> None:
        self._script = list(script)
        self._brain = brain
        self._lock = threading.Lock()
        self.closing = threading.Event()
        self.requests: list[Request] = []
        self.headers: list[Mapping[str, str]] = []
        self.paths: list[str] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.paths.append(self.path)
                if not self.path.startswith("/v1/chat/completions"):
                    _send(self, 404, "404 page not found", "text/plain")
                    return
                _react(self, server.next(body, dict(self.headers)), body, server.closing)

            def do_GET(self) -> None:
                if server.models is None or not self.path.startswith("/v1/models"):
                    _send(self, 404, "404 page not found", "text/plain")
                    return
                listed = {"object": "list", "data": [{"id": name, "object": "model"} for name in server.models]}
                _send(self, 200, json.dumps(listed), "application/json")

            def log_message(self, *args: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    @property
    def prompts(self) -> list[str]:
        """Each request's messages as one text."""
        return ["\n".join(str(m.get("content")) for m in request["messages"]) for request in self.requests]

    def next(self, request: Request, headers: Mapping[str, str]) -> Reaction:
        with self._lock:
            self.requests.append(request)
            self.headers.append(headers)
            if self._script:
                return self._script.pop(0)
        return self._brain(request) if self._brain else Fail(500)

    def close(self) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()


def _react(http: BaseHTTPRequestHandler, reaction: Reaction, request: Request, closing: threading.Event) -> None:
    match reaction:
        case Hang():
            closing.wait()
        case Fail(status, headers, body):
            _send(http, status, body, "application/json", headers)
        case Garble(body, kind):
            _send(http, 200, body, kind)
        case Cut(text):
            _stream(http, request, [{"content": piece} for piece in _pieces(text)])
        case Spill(text, error):
            _stream(http, request, [{"content": piece} for piece in _pieces(text)])
            http.wfile.write(f"data: {json.dumps({'error': {'message': error}})}\n\n".encode())
        case Refuse(text) if request.get("stream"):
            _stream(http, request, [{"refusal": piece} for piece in _pieces(text)], "stop", (100, 10))
        case Say(text, finish) if request.get("stream"):
            said = [{"reasoning_content": piece} for piece in _pieces(reaction.thought)]
            said += [{"content": piece} for piece in _pieces(text)]
            _stream(http, request, said, finish, _usage(reaction))
        case _:
            _send(http, 200, json.dumps(_completion(request, reaction)), "application/json")


def _send(
    http: BaseHTTPRequestHandler, status: int, body: str, kind: str, headers: Mapping[str, str] | None = None
) -> None:
    data = body.encode()
    http.send_response(status)
    for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **(headers or {})}.items():
        http.send_header(name, value)
    http.end_headers()
    http.wfile.write(data)


def _completion(request: Request, reaction: Reaction) -> dict[str, object]:
    message: dict[str, object] = {"role": "assistant", "content": getattr(reaction, "text", "")}
    finish, usage = "stop", _usage(Say(""))
    if isinstance(reaction, Refuse):
        message = {"role": "assistant", "content": None, "refusal": reaction.text}
    if isinstance(reaction, Say):
        finish, usage = reaction.finish, _usage(reaction)
        message |= {"reasoning_content": reaction.thought} if reaction.thought else {}
    if isinstance(reaction, Call):
        finish = "tool_calls"
        message["tool_calls"] = [
            {
                "id": f"call_{n}",
                "type": "function",
                "function": {"name": name, "arguments": said if isinstance(said, str) else json.dumps(said)},
            }
            for n, (name, said) in enumerate(reaction.calls)
        ]
    whole: dict[str, object] = {
        "id": "1",
        "object": "chat.completion",
        "created": 1,
        "model": request["model"],
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
    }
    if usage:
        whole["usage"] = {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)}
    return whole


def _pieces(text: str) -> Sequence[str]:
    return [text[place : place + 20] for place in range(0, len(text), 20)]


def _usage(reaction: Say) -> tuple[int, int] | None:
    return (reaction.prompt_tokens, reaction.completion_tokens) if reaction.usage else None


def _stream(
    http: BaseHTTPRequestHandler,
    request: Request,
    deltas: Sequence[Mapping[str, object]],
    finish: str = "",
    usage: tuple[int, int] | None = None,
) -> None:
    """The deltas as server-sent events; without a reason to finish the stream breaks off after them."""
    http.send_response(200)
    http.send_header("Content-Type", "text/event-stream")
    http.end_headers()
    head = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": request["model"]}

    def chunk(delta: Mapping[str, object], why: str | None = None) -> None:
        choices = [{"index": 0, "delta": delta, "finish_reason": why}]
        http.wfile.write(f"data: {json.dumps({**head, 'choices': choices})}\n\n".encode())
        http.wfile.flush()

    for delta in deltas:
        chunk({"role": "assistant", **delta})
    if not finish:
        return
    chunk({}, finish)
    if usage and (request.get("stream_options") or {}).get("include_usage"):
        counts = {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)}
        http.wfile.write(f"data: {json.dumps({**head, 'choices': [], 'usage': counts})}\n\n".encode())
    http.wfile.write(b"data: [DONE]\n\n")
