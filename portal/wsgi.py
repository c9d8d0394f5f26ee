"""What the server runs. It refuses to start with a broken plugin or a demo password in reach."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from portal.startup import refuse_unsafe_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_wsgi_application()
refuse_unsafe_start()
