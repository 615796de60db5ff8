"""A model at an OpenAI-compatible endpoint: where it is, what it costs, how it is reached."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydantic import SecretStr

from core.settings import Settings
from core.traces import Tokens

if TYPE_CHECKING:
    from llama_index.llms.openai_like import OpenAILike

OPENAI = "https://api.openai.com/v1"
MILLION = Decimal(1_000_000)
NO_KEY = "none"  # local servers ask for no key, the client insists on one


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
    def secrets(self) -> tuple[str, ...]:
        """What must never be printed."""
        return (self.key.get_secret_value(),) if self.key else ()

    @property
    def is_openai(self) -> bool:
        """Whether this is OpenAI itself, whose newer models want some arguments under other names."""
        return self.host == urlsplit(OPENAI).hostname

    def cost(self, tokens: Tokens) -> Decimal:
        """What the tokens cost, in dollars."""
        return (tokens.prompt * self.price_in + tokens.completion * self.price_out) / MILLION

    def client(self) -> "OpenAILike":
        """LlamaIndex's client. It never retries by itself: retries are ours, so that the trace shows them."""
        from llama_index.llms.openai_like import OpenAILike

        return OpenAILike(
            model=self.model,
            api_base=self.base_url,
            api_key=self.key.get_secret_value() if self.key else NO_KEY,
            context_window=self.context,
            is_chat_model=True,
            is_function_calling_model=True,
            max_retries=0,
            timeout=self.seconds,
        )


def endpoint_of(settings: Settings, model: str | None = None) -> Endpoint:
    """The endpoint that the settings name; `model` is another model there."""
    return Endpoint(
        model=model or settings.model,
        base_url=settings.openai_base_url or OPENAI,
        key=settings.openai_api_key,
        temperature=settings.temperature,
        context=settings.context,
        price_in=settings.price_in,
        price_out=settings.price_out,
        seconds=settings.model_seconds,
        retries=settings.retries,
    )
