from django.apps import AppConfig


class NewslettersConfig(AppConfig):
    name = "brobygger.newsletters"
    label = "newsletters"
