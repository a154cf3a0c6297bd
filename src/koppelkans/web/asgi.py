# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""The application that a server such as uvicorn runs."""

import os
import warnings

from django.core.asgi import get_asgi_application

from koppelkans.web.limits import Limit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koppelkans.web.settings")

# Files are small and local: reading one at once is what we want.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous")

application = Limit(get_asgi_application())
