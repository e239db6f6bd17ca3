from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "brobygger.core"
    label = "core"

    def ready(self) -> None:
        """Last in INSTALLED_APPS, so every model is loaded when the contexts' declarations are found."""
        from brobygger.core import registry

        autodiscover_modules(*registry.DECLARATIONS)
