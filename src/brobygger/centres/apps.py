from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class CentresConfig(AppConfig):
    name = "brobygger.centres"
    label = "centres"

    def ready(self) -> None:
        from brobygger.centres.same_centre import lay_triggers, lift_triggers

        pre_migrate.connect(lift_triggers, sender=self, dispatch_uid="same_centre")
        post_migrate.connect(lay_triggers, sender=self, dispatch_uid="same_centre")
