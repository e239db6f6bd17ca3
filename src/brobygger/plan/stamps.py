"""Whether any of a centre's rows have changed: one small query for many models.

A model's stamp is how many rows the centre has, the sum of their versions and the newest key. It differs after every
committed write of :class:`~brobygger.core.versions.Numbered` rows: an update raises the sum, an insert the newest key
(keys are not used twice), a delete lowers the number. ``QuerySet.update`` does not raise versions and must not be used on
such rows. Rows that are only added and deleted need no version.
"""

from collections.abc import Sequence
from functools import lru_cache

from django.db import connection, models

from brobygger.centres.scoping import CentreOwned, centre_id_in_force

Stamp = tuple[tuple[int, int, int], ...]


def stamps(watched: Sequence[type[models.Model]]) -> Stamp:
    """A stamp for each of ``watched``: models of the centre, or tables that tie two of them together."""
    if not watched:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(_sql(connection.vendor, tuple(watched)), [centre_id_in_force()] * len(watched))
        found = {row[0]: row[1:] for row in cursor.fetchall()}
    return tuple(found[place] for place in range(len(watched)))


def stamp(model: type[models.Model]) -> tuple[int, int, int]:
    """How many rows of ``model`` the centre has, the sum of their versions, the newest key."""
    return stamps((model,))[0]


@lru_cache(maxsize=200)
def _sql(_vendor: str, watched: tuple[type[models.Model], ...]) -> str:
    """One SELECT per model, joined; an ORM query would be several and cost more to build than to run."""
    quote = connection.ops.quote_name
    selects = []
    for place, model in enumerate(watched):
        table = quote(model._meta.db_table)
        columns = {field.column for field in model._meta.local_concrete_fields}
        newest = quote(str(model._meta.pk.column))
        grows = next((name for name in ("version", "n") if name in columns), None)  # a count by day only grows, and so tells as much
        versions = f"COALESCE(SUM({grows}), 0)" if grows else "0"
        if "centre_id" in columns:
            ours = "centre_id = %s"
        else:  # a many-to-many table: it belongs to the centre of its first end
            end = next(
                field for field in model._meta.local_concrete_fields
                if isinstance(field, models.ForeignKey) and issubclass(field.related_model, CentreOwned)
            )
            ours = f"{quote(end.column)} IN (SELECT id FROM {quote(end.related_model._meta.db_table)} WHERE centre_id = %s)"  # noqa: S608 -- names from models
        selects.append(f"SELECT {place}, COUNT(*), {versions}, COALESCE(MAX({newest}), 0) FROM {table} WHERE {ours}")  # noqa: S608 -- names from models, never from people
    return " UNION ALL ".join(selects)
