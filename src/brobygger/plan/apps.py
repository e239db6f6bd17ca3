from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "brobygger.plan"
    label = "plan"
