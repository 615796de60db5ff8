"""Settings, from the environment or `.env`. A key is a `SecretStr`: it prints as asterisks everywhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


def default_home() -> Path:
    """The workspace where none is named: `~/.local/share/footnote`, or the platform's own place for user data."""
    from platformdirs import user_data_path

    return user_data_path("footnote", appauthor=False)


class Settings(BaseSettings):
    """What a user can set. A field is read from FOOTNOTE_ and its name, or from the name others gave it."""

    model_config = SettingsConfigDict(env_prefix="FOOTNOTE_", env_file=".env", extra="ignore", populate_by_name=True)

    home: Path = Field(default_factory=default_home)
    provider: str = "auto"
    strategy: str = "sub-question"
    openai_api_key: SecretStr | None = Field(None, validation_alias="OPENAI_API_KEY")
    openai_base_url: str | None = Field(None, validation_alias="OPENAI_BASE_URL")
    model: str = "gpt-5-mini"
    temperature: float | None = Field(None, ge=0, le=2)
    context: int = Field(32_000, ge=1_000)
    price_in: Decimal = Field(Decimal(0), ge=0)
    price_out: Decimal = Field(Decimal(0), ge=0)
    model_seconds: float = Field(60.0, gt=0)
    retries: int = Field(3, ge=0)
    max_steps: int = Field(30, ge=1)
    max_tool_calls: int = Field(60, ge=1)
    max_sub_questions: int = Field(24, ge=1)
    max_tokens: int = Field(300_000, ge=1)
    max_cost: Decimal = Field(Decimal(1), gt=0)
    max_seconds: float = Field(300.0, gt=0)
    session_tokens: int = Field(3_000_000, ge=1)
    session_cost: Decimal = Field(Decimal(10), gt=0)
    session_seconds: float = Field(14_400.0, gt=0)
    attempts: int = Field(2, ge=1)
    candidate_plans: int = Field(3, ge=2)
    judge_model: str | None = None
    embedding: str = "default"
    chroma_url: str | None = Field(None, validation_alias="CHROMA_URL")
    database_url: str | None = Field(None, validation_alias="DATABASE_URL")
    wandb_mode: str = Field("offline", validation_alias="WANDB_MODE")
    wandb_api_key: SecretStr | None = Field(None, validation_alias="WANDB_API_KEY")
    read_seconds: float = Field(120.0, gt=0)
    read_megabytes: int = Field(1500, gt=0)

    @property
    def resolved_provider(self) -> str:
        """`provider`, with "auto" read as "openai" where a key or base URL is set, else "offline"."""
        if self.provider != "auto":
            return self.provider
        return "openai" if self.openai_api_key or self.openai_base_url else "offline"

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Settings":
        """Settings of these values by name, whatever the environment says. Raises ValueError for one of no use."""
        return cls(_env_file=None, **values)


@dataclass(frozen=True)
class GivenKey:
    """A key that a user typed, and the base URL of the endpoint it is for (None for the provider's own)."""

    secret: SecretStr
    base_url: str | None = None

    @classmethod
    def of(cls, text: str, base_url: str | None) -> "GivenKey":
        """From the typed text."""
        return cls(SecretStr(text), base_url)
