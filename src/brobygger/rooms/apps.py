from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class RoomsConfig(AppConfig):
    name = "brobygger.rooms"
    label = "rooms"

    def ready(self) -> None:
        from brobygger.rooms.never_twice import lay, lift

        pre_migrate.connect(lift, sender=self, dispatch_uid="never_twice")
        post_migrate.connect(lay, sender=self, dispatch_uid="never_twice")
