"""What the web server calls."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from southend.limits import holder

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "southend.settings")

application = get_wsgi_application()
holder.hold(settings.ENVIRONMENT.page_limits)
get_resolver().url_patterns  # noqa: B018 - loads every page now, and not while the first visitor waits
# What is loaded stays: left out of collections, it stops no page for a tenth of a second.
gc.collect()
gc.freeze()
