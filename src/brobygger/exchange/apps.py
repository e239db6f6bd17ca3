from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "brobygger.exchange"
    label = "exchange"
