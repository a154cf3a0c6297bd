# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Write the JSON Schema of `result.json` to docs/result.schema.json.

Usage: python tools/schema.py
"""

import json
from pathlib import Path

from koppelkans.result import Result

TARGET = Path(__file__).parent.parent / "docs" / "result.schema.json"


def result_schema() -> str:
    """Return the text of the schema."""
    schema = Result.model_json_schema(by_alias=True, mode="serialization")
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    TARGET.write_text(result_schema(), encoding="utf-8")
