from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "brobygger.events"
    label = "events"
