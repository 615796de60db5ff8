"""Prints the JSON Schema of an exported session: `python -m export.schema > docs/session.v1.schema.json`."""

import json

from export.document import json_schema

if __name__ == "__main__":
    print(json.dumps(json_schema(), indent=1))
