from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "brobygger.surveys"
    label = "surveys"
