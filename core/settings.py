"""Settings, from the environment or `.env`. A key is a `SecretStr`: it prints as asterisks everywhere."""

from pathlib import Path

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
    embedding: str = "default"
    chroma_url: str | None = Field(None, validation_alias="CHROMA_URL")
    database_url: str | None = Field(None, validation_alias="DATABASE_URL")
    wandb_mode: str = Field("offline", validation_alias="WANDB_MODE")
    read_seconds: float = Field(120.0, gt=0)
    read_megabytes: int = Field(1500, gt=0)

    @property
    def resolved_provider(self) -> str:
        """`provider`, with "auto" read as "openai" where a key or base URL is set, else "offline"."""
        if self.provider != "auto":
            return self.provider
        return "openai" if self.openai_api_key or self.openai_base_url else "offline"
