# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Icons of our own, drawn on a grid of 24: lines of 1.8 wide in the colour of the text."""

from django.utils.safestring import SafeString, mark_safe

PATHS = {
    "sewer": "M3 9h18v6H3zM7 9V5M17 9V5M5 5h4M15 5h4M7 19v-4M17 19v-4",
    "drinking_water": "M12 3c4 5 6 8 6 11a6 6 0 0 1-12 0c0-3 2-6 6-11zM9.5 15a2.7 2.7 0 0 0 2.5 2",
    "heat": "M8 20c-2-3 2-5 0-8s2-5 0-8M13 20c-2-3 2-5 0-8s2-5 0-8M18 20c-2-3 2-5 0-8s2-5 0-8",
    "electricity": "M13 2L5 14h6l-1 8 8-12h-6z",
    "street": "M8 3L4 21M16 3l4 18M12 4v3M12 10v4M12 17v3",
    "green": "M12 21v-7M12 14c-5 0-7-3-7-6 0-3 3-5 7-5s7 2 7 5c0 3-2 6-7 6zM12 14l-3-4M12 12l3-3",
    "homes": "M3 11l9-7 9 7M5 10v10h14V10M10 20v-6h4v6",
    "school": "M3 8l9-4 9 4-9 4zM7 10v5c2 2 8 2 10 0v-5M21 8v6",
    "social": "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM16 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 20c0-4 2-6 6"
    "-6s6 2 6 6M14 14.6c4-1.3 8 .6 8 5.4",
    "other": "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v5M12 16v.1",
    "open": "M4 20h16M6 20l4-9h4l4 9M12 11V4M9 6h6",
    "clock": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l4 2",
    "coins": "M12 4c4 0 7 1.3 7 3s-3 3-7 3-7-1.3-7-3 3-3 7-3zM5 7v5c0 1.7 3 3 7 3s7-1.3 7-3"
    "V7M5 12v5c0 1.7 3 3 7 3s7-1.3 7-3v-5",
    "people": "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2 20c0-4 3-6 7-6s7 2 7 6M16 4.5a3.4"
    " 3.4 0 0 1 0 6.6M18 14.6c2.5.8 4 2.6 4 5.4",
    "link": "M9 15l6-6M10 6l2-2a4.2 4.2 0 0 1 6 6l-2 2M14 18l-2 2a4.2 4.2 0 0 1-6-6l2-2",
    "download": "M12 3v12M7 11l5 5 5-5M4 20h16",
    "check": "M4 12.5l5 5L20 6.5",
    "cross": "M6 6l12 12M18 6L6 18",
    "search": "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L21 21",
    "arrow": "M4 12h15M13 6l6 6-6 6",
    "play": "M7 4l13 8-13 8z",
    "bell": "M6 17h12l-1.5-2.5V10a4.5 4.5 0 0 0-9 0v4.5zM12 5.5V3.5M10.3 20h3.4",
    "talk": "M4 5h16v11H10l-5 4v-4H4z",
    "scales": "M12 3v18M7 21h10M5 6h14M5 6l-3 7h6zM19 6l-3 7h6z",
}


def _draw(path: str) -> SafeString:
    return mark_safe(f'<path d="{path}"/>')  # noqa: S308  # our own paths


ICONS = {name: _draw(path) for name, path in PATHS.items()}
