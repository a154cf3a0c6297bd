# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the API describes the records of a case: from their own classes, so that it cannot drift."""

from functools import cache
from typing import Any

from koppelkans.case import TABLES

Schema = dict[str, Any]
REF = "#/components/schemas/"


@cache
def components() -> Schema:
    """Return the schemas of all records: as they are read, made and changed, and in lists."""
    found: Schema = {"Problem": PROBLEM}
    for table in TABLES:
        schema = _own(table)
        found |= schema.pop("$defs", {})
        name = TABLES[table].__name__
        fields = schema["properties"]
        about = {"type": "object", "additionalProperties": False,
                 "description": schema.get("description", "")}  # fmt: skip
        found[f"{name}Record"] = about | {
            "properties": {
                **{key: _maybe_hidden(field) for key, field in fields.items()},
                "version": {"type": "integer", "description": "Version of the area in which it"
                            " last changed; its ETag"},
            },
            "required": ["id", "version"],
        }  # fmt: skip
        found[f"{name}New"] = about | {
            "properties": fields,
            "required": [key for key in schema.get("required", ()) if key != "id"],
        }  # fmt: skip
        found[f"{name}Change"] = about | {
            "properties": {k: _nullable(f) for k, f in fields.items() if k != "id"},
            "minProperties": 1,
        }  # fmt: skip
        found[f"{name}List"] = page_of(f"{name}Record")
    return found


def page_of(name: str) -> Schema:
    """Return the schema of one page of a list."""
    return {
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": {"$ref": REF + name}},
            "total": {"type": "integer", "description": "How many there are in all"},
            "next": {"type": ["string", "null"], "description": "Address of the next page"},
        },
        "required": ["items", "total", "next"],
    }


PROBLEM: Schema = {
    "type": "object",
    "description": "What is wrong, as RFC 9457 says it; every field that is wrong in errors.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {name: {"type": "string"} for name in
                               ("table", "id", "field", "detail")},
            },
        },
    },
    "required": ["type", "title", "status"],
}  # fmt: skip


def _own(table: str) -> Schema:
    """Return what pydantic says of a record, with our own words about a field marked as such."""
    schema = TABLES[table].model_json_schema(ref_template=REF + "{model}")
    for field in schema["properties"].values():
        for word in ("unit", "refers_to"):
            if word in field:
                field["x-" + word.replace("_", "-")] = field.pop(word)
        if field.get("default") is None:
            field.pop("default", None)
    return schema


def _maybe_hidden(field: Schema) -> Schema:
    """Return a field as it is read: empty where it is, or where its owner keeps it to itself."""
    is_cost = "EUR" in field.get("x-unit", "")
    return field if "default" in field and not is_cost else _nullable(field)


def _nullable(field: Schema) -> Schema:
    """Return a field that may be empty as well."""
    if any(option.get("type") == "null" for option in field.get("anyOf", ())):
        return field
    about = {k: v for k, v in field.items() if k in ("title", "description") or k[:2] == "x-"}
    rest = {k: v for k, v in field.items() if k not in about and k != "default"}
    return about | {"anyOf": [*rest.pop("anyOf", [rest]), {"type": "null"}]}


WORDS = {
    200: "Done", 201: "Made", 202: "Asked for", 204: "Done; there is nothing to say",
    400: "Not readable, or not what is expected", 401: "No valid token",
    403: "Not the caller's to do", 404: "Not there, or not for the caller",
    409: "Something else is in the way", 412: "Changed since the caller saw it",
    413: "Too much at once", 415: "Not JSON", 422: "The area would not be correct any more",
    428: "If-Match is missing", 429: "Too many requests",
    502: "Another service did not answer",
}  # fmt: skip

VERSION_HEADER = {
    "API-Version": {"description": "Version of the API", "schema": {"type": "string"}}
}


def problems() -> Schema:
    """Return the answers that say what is wrong, for all operations together."""
    wait = {"Retry-After": {"description": "Seconds", "schema": {"type": "integer"}}}
    content = {"application/problem+json": {"schema": {"$ref": REF + "Problem"}}}
    return {
        f"Problem{status}": {
            "description": words, "content": content,
            "headers": VERSION_HEADER | (wait if status == 429 else {}),
        }
        for status, words in WORDS.items()
        if status >= 400
    }  # fmt: skip


def responses(*statuses: int, ok: int, schema: str = "") -> dict[int, Schema]:
    """Return what an operation may answer: what it yields, and the problems it may meet."""
    found: dict[int, Schema] = {ok: {"description": WORDS[ok], "headers": VERSION_HEADER}}
    if schema:
        found[ok]["content"] = {"application/json": {"schema": {"$ref": REF + schema}}}
    for status in sorted({400, 401, 404, 429, *statuses}):
        found[status] = {"$ref": f"#/components/responses/Problem{status}"}
    return found


def good(description: str, content: Schema | None = None) -> Schema:
    """Return another good answer of an operation, with its content by media type."""
    schemas = {media: {"schema": schema} for media, schema in (content or {}).items()}
    found: Schema = {"description": description, "headers": VERSION_HEADER}
    return found | ({"content": schemas} if schemas else {})


def body(schema: str, media: str = "application/json") -> Schema:
    """Return what an operation takes."""
    return {"required": True, "content": {media: {"schema": {"$ref": REF + schema}}}}


def upload(what: str, **fields: Schema) -> Schema:
    """Return what an operation takes that is sent a file; every other field is needed as well."""
    file = {"type": "string", "contentMediaType": "application/octet-stream", "description": what}
    needed = ["file", *(name for name, field in fields.items() if "default" not in field)]
    schema = {"type": "object", "required": needed, "properties": {"file": file, **fields}}
    return {"required": True, "content": {"multipart/form-data": {"schema": schema}}}


IF_MATCH: Schema = {
    "name": "If-Match", "in": "header", "required": True,
    "description": "ETag of what the caller saw", "schema": {"type": "string"},
}  # fmt: skip
