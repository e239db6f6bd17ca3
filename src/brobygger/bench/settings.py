"""The product's settings with two pages more to measure against: an empty one, and one that inserts one row."""

from brobygger.config.settings import *  # noqa: F403 -- all of them, as they are

ROOT_URLCONF = "brobygger.bench.urls"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# What a crowd is refused is counted by the bench; a line about each would be most of what it prints, and of what it measures.
LOGGING = {**LOGGING, "loggers": {"django.request": {"level": "ERROR"}}}  # noqa: F405 -- of the product's
