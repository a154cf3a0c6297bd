# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rules of the house that no linter holds: the size of modules and functions."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "koppelkans"
MODULE_LINES = 400
FUNCTION_LINES = 60
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)


def long_functions(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{node.name} in line {node.lineno} has {lines} lines"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_module_fits_in_the_house(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    module = ast.parse(text)
    assert text.count("\n") <= MODULE_LINES, f"split it: over {MODULE_LINES} lines"
    assert not list(long_functions(module)), f"split them: over {FUNCTION_LINES} lines"
    assert not text.strip() or ast.get_docstring(module), "say in a docstring what it is for"
