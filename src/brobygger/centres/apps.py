from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CentresConfig(AppConfig):
    name = "brobygger.centres"
    label = "centres"

    def ready(self) -> None:
        from brobygger.centres.same_centre import lay_triggers

        post_migrate.connect(lay_triggers, sender=self, dispatch_uid="same_centre")
