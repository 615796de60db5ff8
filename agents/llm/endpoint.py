"""A model at an OpenAI-compatible endpoint: where it is, what it costs, how it is reached."""

import re
import ssl
import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from pydantic import SecretStr

from core.settings import Settings
from core.traces import Tokens

if TYPE_CHECKING:
    from llama_index.llms.openai_like import OpenAILike

OPENAI = "https://api.openai.com/v1"
MILLION = Decimal(1_000_000)
NO_KEY = "none"  # local servers ask for no key, the client insists on one
VERSION = "/v1"
_VERSIONED = re.compile(r"/v\d\w*(?:/|$)")
_CALLS = re.compile(r"/(?:chat/)?completions/?$|/models/?$")
_AZURE = (".azure.com", ".azure-api.net")


@dataclass(frozen=True)
class Endpoint:
    """A model and its endpoint. Prices are dollars per million tokens, `seconds` the longest wait for a reply."""

    model: str
    base_url: str = OPENAI
    key: SecretStr | None = None
    temperature: float | None = None
    context: int = 32_000
    price_in: Decimal = Decimal(0)
    price_out: Decimal = Decimal(0)
    seconds: float = 60.0
    retries: int = 3

    @property
    def host(self) -> str:
        """The endpoint for a sentence: host and port, without credentials."""
        parts = urlsplit(self.base_url)
        return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname or self.base_url)

    @property
    def place(self) -> str:
        """Host and path: what tells one endpoint from another."""
        return f"{self.host}{urlsplit(self.base_url).path.rstrip('/')}"

    @property
    def is_bare(self) -> bool:
        """Whether the base URL names no version, so that its server may answer under /v1 alone."""
        return not _VERSIONED.search(urlsplit(self.base_url).path)

    def address(self, call: str = "", versioned: bool = False) -> str:
        """The base URL, `versioned` under /v1, or that of a call such as "models"; without its query."""
        parts = urlsplit(self.base_url)
        path = parts.path.rstrip("/") + (VERSION if versioned else "") + (f"/{call}" if call else "")
        return urlunsplit((parts.scheme, parts.netloc, path, "", ""))

    @property
    def headers(self) -> Mapping[str, str]:
        """What proves who asks: a bearer token, and for Azure the key under its own name too."""
        if self.key is None:
            return {}
        key = self.key.get_secret_value()
        azure = {"api-key": key} if self.host.split(":")[0].endswith(_AZURE) else {}
        return {"Authorization": f"Bearer {key}", **azure}

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be printed."""
        password = urlsplit(self.base_url).password
        return tuple(secret for secret in (self.key and self.key.get_secret_value(), password) if secret)

    @property
    def is_openai(self) -> bool:
        """Whether this is OpenAI itself, whose newer models want some arguments under other names."""
        return self.host == urlsplit(OPENAI).hostname

    def cost(self, tokens: Tokens) -> Decimal:
        """What the tokens cost, in dollars."""
        return (tokens.prompt * self.price_in + tokens.completion * self.price_out) / MILLION

    def client(self, versioned: bool = False) -> "OpenAILike":
        """LlamaIndex's client. It never retries by itself: retries are ours, so that the trace shows them.

        Args:
            versioned: under /v1, for a base URL that leaves it out.
        """
        from llama_index.llms.openai_like import OpenAILike
        from openai import DefaultHttpxClient

        query = dict(parse_qsl(urlsplit(self.base_url).query))  # such as Azure's api-version, sent with every call
        http = DefaultHttpxClient(params=query, timeout=self.seconds, verify=_trust())
        client = OpenAILike(
            model=self.model,
            api_base=self.address(versioned=versioned),
            api_key=self.key.get_secret_value() if self.key else NO_KEY,
            default_headers=dict(self.headers),
            http_client=http,
            context_window=self.context,
            is_chat_model=True,
            is_function_calling_model=True,
            max_retries=0,
            timeout=self.seconds,
        )
        weakref.finalize(client, http.close)
        return client


def base_url_of(written: str) -> str:
    """A base URL as people write it, made one: without spaces, closing slashes and the call's own path, with a scheme.

    Without a scheme, a machine of one's own (localhost, an address, a port) is asked by http, any other by https.
    Empty where nothing is written.
    """
    url = written.strip().strip("'\"")
    if url and "://" not in url:
        host = url.split("/", 1)[0]
        local = host.startswith("localhost") or bool(re.fullmatch(r"[\d.]+(?::\d+)?|[^:]+:\d+", host))
        url = f"{'http' if local else 'https'}://{url}"
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, _CALLS.sub("", parts.path).rstrip("/"), parts.query, ""))


@cache
def _trust() -> ssl.SSLContext:
    """Whom to trust: reading the certificates takes longer than all else that a client needs."""
    import httpx

    return httpx.create_ssl_context()


def endpoint_of(settings: Settings, model: str | None = None) -> Endpoint:
    """The endpoint that the settings name; `model` is another model there."""
    return Endpoint(
        model=model or settings.model,
        base_url=base_url_of(settings.openai_base_url or "") or OPENAI,
        key=settings.openai_api_key,
        temperature=settings.temperature,
        context=settings.context,
        price_in=settings.price_in,
        price_out=settings.price_out,
        seconds=settings.model_seconds,
        retries=settings.retries,
    )
