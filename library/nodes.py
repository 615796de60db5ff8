"""Passages as LlamaIndex nodes in the form in which its `ChromaVectorStore` keeps them, written without importing it.

The import takes some four seconds, which a user who adds a first filing would wait for. A test holds this form to what
LlamaIndex itself writes, so that any LlamaIndex index opens over the collections.
"""

import json
from typing import Any

from core.filings import Passage

SOURCE = "1"  # LlamaIndex's NodeRelationship.SOURCE

Metadata = dict[str, str | int]


def node_id(index: str, passage: Passage) -> str:
    """The id of a passage's node."""
    return f"{index}-{passage.ordinal}"


def node_metadata(index: str, passage: Passage) -> Metadata:
    """What is kept with a passage's vector beside its text: page, section, filing, and the rest of the node as JSON."""
    own: Metadata = {"page": passage.page, "section": passage.section}
    content = json.dumps(_node(node_id(index, passage), passage.filing, own), ensure_ascii=False)
    filing = dict.fromkeys(("document_id", "doc_id", "ref_doc_id"), passage.filing)
    return {**own, "_node_content": content, "_node_type": "TextNode", **filing}


def _node(id: str, filing: str, metadata: Metadata) -> dict[str, Any]:
    source: dict[str, Any] = {
        "node_id": filing,
        "node_type": None,
        "metadata": {},
        "hash": None,
        "class_name": "RelatedNodeInfo",
    }
    return {
        "id_": id,
        "embedding": None,
        "metadata": metadata,
        "excluded_embed_metadata_keys": [],
        "excluded_llm_metadata_keys": [],
        "relationships": {SOURCE: source},
        "metadata_template": "{key}: {value}",
        "metadata_separator": "\n",
        "text": "",
        "mimetype": "text/plain",
        "start_char_idx": None,
        "end_char_idx": None,
        "text_template": "{metadata_str}\n\n{content}",
        "class_name": "TextNode",
    }
