# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cities that do not exist, to measure programmes with: any number of tasks, the same by seed.

What is drawn, and from what, stands in docs/method/generated-cities.md. Each city comes with a
programme that keeps all its limits, so none of them is impossible.
"""

from bench.city.build import City, generate_case

__all__ = ["City", "generate_case"]
