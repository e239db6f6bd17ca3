from django.apps import AppConfig


class AdviceConfig(AppConfig):
    name = "brobygger.advice"
    label = "advice"
