"""What the server runs. It refuses to start with a broken plugin or a demo password in reach."""

from __future__ import annotations

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from portal.startup import refuse_unsafe_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
try:
    application = get_wsgi_application()
    refuse_unsafe_start()
except ImproperlyConfigured as error:
    # Whoever starts the server wants the sentence, not a traceback around it.
    sys.exit(str(error))
