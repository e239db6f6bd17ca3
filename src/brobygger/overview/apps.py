from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "brobygger.overview"
    label = "overview"
