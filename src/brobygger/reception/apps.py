from django.apps import AppConfig


class ReceptionConfig(AppConfig):
    name = "brobygger.reception"
    label = "reception"
