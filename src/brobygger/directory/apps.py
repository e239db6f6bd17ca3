from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class DirectoryConfig(AppConfig):
    name = "brobygger.directory"
    label = "directory"

    def ready(self) -> None:
        from brobygger.directory.finding import table

        pre_migrate.connect(table.lift, sender=self, dispatch_uid="found")
        post_migrate.connect(table.lay, sender=self, dispatch_uid="found")
