"""Model fields for text: each refuses CPR numbers, in forms with a sentence and at the database's door for good."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from brobygger.core.cpr import refuse_cpr


class _RefusesCpr:
    """The validator gives the sentence beside the field; the check on saving also holds for bulk writes."""

    default_validators = [refuse_cpr]

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        refuse_cpr(value)
        return super().get_db_prep_save(value, connection)  # type: ignore[misc]  # mixed into a Field below


class LineField(_RefusesCpr, models.CharField):  # type: ignore[type-arg]  # stubs' parameters do not exist at run time
    """One line of text."""

    default_validators = [refuse_cpr]


class TextField(_RefusesCpr, models.TextField):  # type: ignore[type-arg]  # stubs' parameters do not exist at run time
    """Text of any length, Markdown where a page says so."""

    default_validators = [refuse_cpr]


class EmailField(_RefusesCpr, models.EmailField):  # type: ignore[type-arg]  # stubs' parameters do not exist at run time
    """A mail address."""

    default_validators = [*models.EmailField.default_validators, refuse_cpr]


class UrlField(_RefusesCpr, models.URLField):  # type: ignore[type-arg]  # stubs' parameters do not exist at run time
    """An address on the web."""

    default_validators = [*models.URLField.default_validators, refuse_cpr]
