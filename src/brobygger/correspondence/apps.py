from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "brobygger.correspondence"
    label = "correspondence"
