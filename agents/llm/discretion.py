"""A reply without the keys that its endpoint was sent: one that repeats them is not to show them to anybody."""

from collections.abc import Sequence

from agents.llm.messages import OnText, Reply
from core.redaction import redacted


def discreet(reply: Reply, secrets: Sequence[str]) -> Reply:
    """The reply with the secrets taken out of its text, its thought, its refusal and its calls."""
    calls = tuple(call._replace(arguments=redacted(call.arguments, secrets)) for call in reply.calls)
    return reply._replace(
        text=redacted(reply.text, secrets),
        thought=redacted(reply.thought, secrets),
        refusal=redacted(reply.refusal, secrets),
        calls=calls,
    )


class Discreet:
    """Hands a stream on without the secrets; what may become one is waited for."""

    def __init__(self, on_text: OnText, secrets: Sequence[str]) -> None:
        """Take what gets the text, and what must not be in it."""
        self._on_text = on_text
        self._secrets = [secret for secret in secrets if secret]
        self._held = ""

    def hear(self, piece: str) -> None:
        """Take the next piece."""
        self._held += piece
        self._give(len(self._held) - self._begun())

    def end(self) -> None:
        """The stream is over: what was held back was no secret."""
        self._give(len(self._held))

    def _begun(self) -> int:
        """How many characters at the end may be the beginning of a secret, or are one that could go on."""
        begins = (
            size for secret in self._secrets for size in range(len(secret), 0, -1) if self._held.endswith(secret[:size])
        )
        return max(begins, default=0)

    def _give(self, length: int) -> None:
        text, self._held = self._held[:length], self._held[length:]
        if text:
            self._on_text(redacted(text, self._secrets))
