"""Model fields for text: each refuses CPR numbers, in forms with a sentence and at the database's door for good."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from brobygger.core.cpr import refuse_cpr

if TYPE_CHECKING:
    from typing import TypeVar

    # Fields take type parameters in the stubs alone, so the type checker gets its own declarations: without the
    # parameters it would take every text for Any.
    Set_contra = TypeVar("Set_contra", contravariant=True)
    Get_co = TypeVar("Get_co", covariant=True)

    class LineField(models.CharField[Set_contra, Get_co]): ...

    class TextField(models.TextField[Set_contra, Get_co]): ...

    class EmailField(models.EmailField[Set_contra, Get_co]): ...

    class UrlField(models.URLField[Set_contra, Get_co]): ...

else:

    class _RefusesCpr:
        """The validator gives the sentence beside the field; the check on saving also holds for bulk writes."""

        def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
            refuse_cpr(value)
            return super().get_db_prep_save(value, connection)

    class LineField(_RefusesCpr, models.CharField):
        """One line of text."""

        default_validators = [refuse_cpr]

    class TextField(_RefusesCpr, models.TextField):
        """Text of any length, Markdown where a page says so."""

        default_validators = [refuse_cpr]

    class EmailField(_RefusesCpr, models.EmailField):
        """A mail address."""

        default_validators = [*models.EmailField.default_validators, refuse_cpr]

    class UrlField(_RefusesCpr, models.URLField):
        """An address on the web."""

        default_validators = [*models.URLField.default_validators, refuse_cpr]

        def formfield(self, **kwargs: Any) -> Any:
            """An address typed without a scheme is taken as https, as Django 6 will."""
            return super().formfield(**{"assume_scheme": "https", **kwargs})
