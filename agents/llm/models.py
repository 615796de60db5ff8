"""The models that an endpoint offers, for the sentence that says that the one asked for is not among them."""

from agents.llm.endpoint import Endpoint
from core.redaction import redacted

MOST = 8
PATIENCE = 5.0  # seconds; the list only mends a sentence
LONGEST_NAME = 60


def models_at(endpoint: Endpoint) -> tuple[str, ...]:
    """Names of the models, at most eight, those most like the one asked for first; none where it does not tell."""
    import httpx

    try:
        reply = httpx.get(endpoint.address("models"), headers=endpoint.headers, timeout=PATIENCE)
        names = _names(reply.json()) if reply.is_success else ()
    except (httpx.HTTPError, ValueError):
        return ()
    best = sorted(names, key=lambda name: (-_likeness(name, endpoint.model), name))
    return tuple(redacted(name, endpoint.secrets)[:LONGEST_NAME] for name in best[:MOST])


def _names(listed: object) -> tuple[str, ...]:
    """The names in OpenAI's list, {"data": [{"id"}]}, or in a bare list of such."""
    found = listed.get("data") if isinstance(listed, dict) else listed
    models = found if isinstance(found, list) else ()
    ids = (model.get("id") for model in models if isinstance(model, dict))
    return tuple(dict.fromkeys(name for name in ids if isinstance(name, str) and name.isprintable()))


def _likeness(name: str, wanted: str) -> float:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, name.lower(), wanted.lower()).ratio()
