from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "brobygger.quality"
    label = "quality"
