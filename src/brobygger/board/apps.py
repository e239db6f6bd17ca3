from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "brobygger.board"
    label = "board"
