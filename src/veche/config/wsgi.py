"""What the web server runs; refuses to start when a system check fails."""

import os

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.core.wsgi import get_wsgi_application
from django.urls import reverse

from veche.kit.memory import give_back_memory

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "veche.config.settings")
application = get_wsgi_application()

faults = [found for found in run_checks() if found.level >= ERROR]
if faults:
    raise SystemExit("\n".join(str(fault) for fault in faults))

reverse(settings.FIRST_RUN_ROUTE)  # reads every route, which the first page would do
give_back_memory()
