"""Settings of the tests: the product's own, with data in a temporary folder and nothing from the person's environment.

``BROBYGGER_TEST_DATABASE_URL`` names a database server to test on; without it, SQLite.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from brobygger.config import environment

for name in environment.SETTINGS:
    os.environ.pop(name, None)
os.environ.pop("LC_ALL", None)
os.environ["LANG"] = "C.UTF-8"  # the command line answers in the person's language
_data = Path(tempfile.mkdtemp(prefix="brobygger-tests-"))
atexit.register(shutil.rmtree, _data, ignore_errors=True)
os.environ["BROBYGGER_DATA"] = str(_data)
os.environ["BROBYGGER_SECRET_KEY"] = "only for tests, only for tests, only for tests"
if url := os.environ.get("BROBYGGER_TEST_DATABASE_URL"):
    os.environ["DATABASE_URL"] = url

from brobygger.config.settings import *  # noqa: E402, F403 -- the environment had to be set first
from brobygger.config.settings import DATABASES, STORAGES  # noqa: E402 -- as above

# A file, not memory: threads must meet the same locks as in use.
DATABASES["default"]["TEST"] = {"NAME": str(_data / "test.sqlite3") if not url else "test_brobygger"}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # tests make many accounts, none worth guarding
SEEN_AGAIN_AFTER = 0  # at each page, so that what a page asks does not depend on the pages before it
