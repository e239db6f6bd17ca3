"""The worker: runs what the contexts have put on the schedule, and the jobs they hand over. One process, one scheduler."""

import logging
import os


def run() -> None:
    """Work until told to stop. SIGTERM lets the job in hand finish."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brobygger.config.settings")
    import django

    django.setup()
    from huey.constants import WORKER_THREAD
    from huey.consumer import Consumer

    from brobygger.core.schedule import queue

    logging.getLogger("huey").setLevel(logging.WARNING)
    Consumer(queue(), workers=1, worker_type=WORKER_THREAD, graceful_signal="TERM", shutdown_timeout=5).run()
