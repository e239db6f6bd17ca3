from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "brobygger.archive"
    label = "archive"
