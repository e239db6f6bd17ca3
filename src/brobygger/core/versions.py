"""Rows that two people may edit at once: each save names the version it was made from, and a stale one is refused."""

from typing import Any

from django.db import DatabaseError, models


class Stale(Exception):
    """Somebody else saved the row after it was read. Nothing was written."""


class Numbered(models.Model):
    """A row whose ``version`` grows by one at each save; saving a copy that is no longer the newest raises Stale.

    The comparison happens in the UPDATE itself, so it holds between processes on both databases. The version also tells
    stale counts from fresh ones.
    """

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            super().save(*args, **kwargs)
            return
        read = self.version
        self.version = read + 1
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "version"}
        try:
            super().save(*args, **{**kwargs, "force_update": True})
        except DatabaseError as error:
            self.version = read
            if "did not affect any rows" in str(error):
                raise Stale(f"{type(self).__name__} {self.pk} is no longer at version {read}") from error
            raise

    def _do_update(self, base_qs: models.QuerySet[Any], *args: Any, **kwargs: Any) -> Any:
        # Django's one seam between the row's key and its UPDATE; private, unchanged since 1.6.
        return super()._do_update(base_qs.filter(version=self.version - 1), *args, **kwargs)
