"""What turns text into vectors: weights from a wheel by default, or any OpenAI-compatible endpoint."""

import importlib.util
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from core.errors import ProviderError
from core.protocols import Embedder
from core.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from openai import OpenAI

DEFAULT_OPENAI_MODEL = "text-embedding-3-small"
BATCH = 128
TOKENS_AT_ONCE = 64


def make_embedder(settings: Settings) -> Embedder:
    """The embedder that the settings name: "default", "openai" or "openai:MODEL".

    Raises:
        ProviderError: where the name is none of these.
    """
    kind, _, model = settings.embedding.partition(":")
    if kind in {"default", "static"}:
        return StaticEmbedder()
    if kind == "openai":
        key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else None
        patience = Patience(settings.model_seconds, settings.retries)
        return OpenAIEmbedder(model or DEFAULT_OPENAI_MODEL, key, settings.openai_base_url, patience)
    raise ProviderError(
        f"There is no embedder named {settings.embedding!r}; set FOOTNOTE_EMBEDDING to default, openai or openai:MODEL."
    )


class StaticEmbedder:
    """One vector a token, averaged over the text: WordLlama's 256-dimension weights, which come in its wheel.

    The weights are read without importing the package, which would fetch `requests` and set up logging.
    """

    name = "wordllama-l2-supercat-256"

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._model: tuple[Any, Any] | None = None

    def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """One unit-length vector of 256 a text; the first unit vector for a text without words."""
        import numpy as np

        tokenizer, weights = self._load()
        vectors = np.zeros((len(texts), weights.shape[1]), dtype=np.float32)
        for first in range(0, len(texts), TOKENS_AT_ONCE):
            chunk = list(texts[first : first + TOKENS_AT_ONCE])
            for offset, encoded in enumerate(tokenizer.encode_batch_fast(chunk, add_special_tokens=False)):
                vectors[first + offset] = _mean(weights, encoded.ids)
        rows: list[list[float]] = vectors.tolist()
        return rows

    def _load(self) -> tuple[Any, Any]:
        with self._lock:
            if self._model is None:
                self._model = _read_wordllama()
            return self._model


def _mean(weights: "np.ndarray[Any, Any]", ids: Sequence[int]) -> "np.ndarray[Any, Any]":
    import numpy as np

    total: np.ndarray[Any, Any] = weights[np.asarray(ids, dtype=np.int64)].sum(axis=0)
    length = float(np.linalg.norm(total))
    if length == 0.0:
        total[0] = length = 1.0
    return total / length


def _read_wordllama() -> tuple[Any, Any]:
    import numpy as np
    from safetensors import safe_open
    from tokenizers import Tokenizer

    package = importlib.util.find_spec("wordllama")
    if package is None or package.origin is None:
        raise ProviderError("The package wordllama is not installed; install requirements.txt again.")
    folder = Path(package.origin).parent
    tokenizer = Tokenizer.from_file(str(folder / "tokenizers" / "l2_supercat_tokenizer_config.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    with safe_open(folder / "weights" / "l2_supercat_256.safetensors", framework="np") as file:
        return tokenizer, file.get_tensor("embedding.weight").astype(np.float32)


class Patience(NamedTuple):
    """The longest wait for a reply, and how often a busy or broken endpoint is asked again."""

    seconds: float = 60.0
    retries: int = 3


class OpenAIEmbedder:
    """Embeddings of OpenAI or of any server that speaks its protocol."""

    def __init__(self, model: str, key: str | None, base_url: str | None, patience: Patience | None = None) -> None:
        """Take note of the endpoint; it is first called when something is embedded."""
        self._model, self._key, self._base_url = model, key, base_url
        self._patience = patience or Patience()
        self._lock = threading.Lock()
        self._client: OpenAI | None = None

    @property
    def name(self) -> str:
        """The model's name, with the word "openai" before it."""
        return f"openai:{self._model}"

    def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """One unit-length vector a text.

        Raises:
            ProviderError: where the endpoint cannot be reached or refuses.
        """
        return [vector for first in range(0, len(texts), BATCH) for vector in self._batch(texts[first : first + BATCH])]

    def _batch(self, texts: Sequence[str]) -> list[list[float]]:
        from openai import OpenAIError

        try:
            reply = self._open().embeddings.create(
                model=self._model, input=[text or " " for text in texts], encoding_format="float"
            )
        except OpenAIError as error:
            raise ProviderError(
                f"The embedding model {self._model} did not answer ({type(error).__name__}); "
                "check the key and base URL in the settings, or set the embedder to default."
            ) from error
        if len(reply.data) != len(texts):
            raise ProviderError(f"The embedding model {self._model} sent {len(reply.data)} vectors for {len(texts)}.")
        return [_unit(item.embedding) for item in sorted(reply.data, key=lambda item: item.index)]

    def _open(self) -> "OpenAI":
        from openai import OpenAI

        with self._lock:
            if self._client is None:
                # A server of one's own takes any key, but the client insists on one.
                key = self._key or ("none" if self._base_url else None)
                seconds, retries = self._patience
                self._client = OpenAI(api_key=key, base_url=self._base_url, timeout=seconds, max_retries=retries)
            return self._client


def _unit(vector: Sequence[float]) -> list[float]:
    length = sum(x * x for x in vector) ** 0.5 or 1.0
    return [x / length for x in vector]
