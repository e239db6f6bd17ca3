"""The door the web server comes in by."""

import os
import sys

from django.core.wsgi import get_wsgi_application
from django.db import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brobygger.config.settings")
application = get_wsgi_application()

# The threads of a process share one interpreter. One that holds a lock of the database gives the interpreter away at every question, and by
# Python's own measure waits up to 5 ms to have it back: where a crowd wants that lock, all would wait with it, over and over. SQLite has one
# lock for all who write; there the wait is shorter still, which where they write side by side only costs.
sys.setswitchinterval(0.0001 if connection.vendor == "sqlite" else 0.0005)
