"""The settings that can be changed on the page: their names, what they are for, and how each is asked for."""

from typing import NamedTuple

STRATEGIES = (
    "sub-question",
    "function-calling",
    "react",
    "hierarchy",
    "reflexion",
    "tree-of-thought",
    "chain-of-thought",
)
PROVIDERS = {
    "auto": "By itself: a model where a key or an address is set",
    "offline": "The offline analyst: by rules, without a model",
    "openai": "A model at an OpenAI-compatible endpoint",
}
MODES = {"offline": "Offline: into the workspace", "online": "Online: to the server"}


class Setting(NamedTuple):
    """A setting on the page.

    `kind` is "text", "choice", "whole" or "number"; an empty text means that none is set, and `empty` what holds then.
    """

    name: str
    label: str
    kind: str
    note: str = ""
    choices: tuple[str, ...] = ()
    least: float = 0
    variable: str = ""
    empty: str = ""

    @property
    def environment(self) -> str:
        """The name of its environment variable."""
        return self.variable or f"FOOTNOTE_{self.name.upper()}"


ANALYST = (
    Setting("provider", "Who answers", "choice", "", tuple(PROVIDERS)),
    Setting("strategy", "Strategy", "choice", "How a model takes a question apart.", STRATEGIES),
    Setting(
        "openai_base_url",
        "Address of the endpoint",
        "text",
        "For Ollama, vLLM or llama.cpp's server: the address that ends in /v1.",
        variable="OPENAI_BASE_URL",
        empty="OpenAI's own",
    ),
    Setting("model", "Model", "text", "Its name at the endpoint."),
    Setting("judge_model", "Model that judges answers", "text", "Rules judge in any case.", empty="none"),
    Setting("temperature", "Temperature", "text", "From 0 to 2.", empty="the endpoint's own"),
    Setting("price_in", "Dollars per million tokens read", "number", "0 where it is not known."),
    Setting("price_out", "Dollars per million tokens written", "number", "0 where it is not known."),
)
QUESTION_LIMITS = (
    Setting("max_sub_questions", "Sub-questions", "whole", "Of one question.", least=1),
    Setting("max_steps", "Model calls", "whole", "Of one question.", least=1),
    Setting("max_tool_calls", "Tool calls", "whole", "Of one question.", least=1),
    Setting("max_tokens", "Tokens", "whole", "Of one question.", least=1),
    Setting("max_cost", "Dollars", "number", "Of one question."),
    Setting("max_seconds", "Seconds", "number", "Of one question."),
    Setting("session_tokens", "Tokens of a session", "whole", "Of all its questions.", least=1),
    Setting("session_cost", "Dollars of a session", "number", "Of all its questions."),
    Setting("session_seconds", "Seconds of a session", "number", "Of all its questions."),
)
OTHER_LIMITS = (
    Setting("context", "Tokens the model takes in", "whole", "Its context window.", least=1000),
    Setting("model_seconds", "Seconds to wait for a reply", "number", "Of the model."),
    Setting("retries", "Retries", "whole", "Of a busy or broken endpoint."),
    Setting("attempts", "Attempts of Reflexion", "whole", "", least=1),
    Setting("candidate_plans", "Plans that tree of thought weighs", "whole", "", least=2),
    Setting("read_seconds", "Seconds to read a file", "number", "A file that takes longer fails."),
    Setting("read_megabytes", "Megabytes to read a file", "whole", "A file that takes more fails.", least=1),
)
SEARCH = (
    Setting(
        "embedding",
        "Embedder",
        "text",
        "default comes with the product and needs no network; openai:MODEL asks the endpoint.",
    ),
)
WANDB = (Setting("wandb_mode", "Runs are written", "choice", "", tuple(MODES), variable="WANDB_MODE"),)
LABELS = PROVIDERS | MODES
