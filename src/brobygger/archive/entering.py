"""A centre taken in from its archive: everything in one transaction, after everything has been looked through.

Rows get new keys where theirs are taken, and all that names them follows. Rows are written as they were, past what saving would add: no new
days, no mails, no lines of the trail.
"""

import zipfile
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from secrets import token_hex
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import Error, connection, models, transaction
from django.db.models import sql
from django.utils.translation import gettext as _

from brobygger.accounts.models import User
from brobygger.archive.checking import Manifest, Unusable, check, lines_of, taken
from brobygger.archive.keying import NewKeys, reserve
from brobygger.archive.shape import ACCOUNTS, CENTRE, Field, Shape, carrier, points_to_account, points_to_centre
from brobygger.archive.words import meant
from brobygger.centres import audit
from brobygger.centres.models import Centre
from brobygger.centres.scoping import CentreOwned, centre_in_force
from brobygger.core.archiving import afterwards, known_by, left_out, spoken_of

AT_ONCE: Final = 500
CHECKED: Final = 0.4  # of the way, when the file has been looked through
Told = Callable[[float], None]


def _quiet(_share: float) -> None:
    """Nobody asks how far it is."""


def enter(file: Path, *, key: str = "", told: Told = _quiet) -> Centre:
    """Take in the centre of ``file``, under another ``key`` where one is given. Unusable where nothing was changed, with the reason."""
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = check(archive, told=lambda share: told(share * CHECKED))
            wanted = key or manifest.centre["key"]
            if Centre.objects.filter(key=wanted).exists():
                raise Unusable(_("There is a centre “%(key)s” here already. Give this one another name in addresses.") % {"key": wanted})
            return _Entering(archive, manifest, wanted, told).enter()
    except (OSError, zipfile.BadZipFile) as error:
        raise Unusable(_("%(file)s cannot be read: %(why)s") % {"file": file.name, "why": error}) from error


class _Entering:
    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest, key: str, told: Told) -> None:
        self.archive, self.manifest, self.key, self.told = archive, manifest, key, told
        self.shapes = taken(manifest)
        self.files: dict[str, str] = {}
        self.keys = NewKeys()
        self.centres: dict[str, int] = {}
        self.gone: dict[str, int] = {}  # rows that point to a centre that is not here

    def enter(self) -> Centre:
        try:
            if connection.vendor == "postgresql":
                self.keys = reserve(self.manifest, self.shapes)
            with transaction.atomic():
                if connection.vendor != "postgresql":
                    self.keys = reserve(self.manifest, self.shapes)
                return self._all()
        except (Error, ValidationError, ValueError, OverflowError) as error:  # the last two of what a database cannot even be asked
            self._take_away()
            raise Unusable(_("The rows do not fit together: %(why)s") % {"why": _first_line(error)}) from error
        except BaseException:
            self._take_away()
            raise

    def _all(self) -> Centre:
        self._put_files()
        self._accounts()
        centre = self._centre()
        self.centres = {key: pk for pk, key in Centre.objects.exclude(pk=centre.pk).values_list("pk", "key")}
        whole, done = sum(self.manifest.rows(shape.label) for shape in self.shapes) or 1, 0
        with centre_in_force(centre):
            for shape in self.shapes:
                for rows in _batches(lines_of(self.archive, shape.label)):
                    self._write(shape, rows, centre)
                    done += len(rows)
                    self.told(CHECKED + (1 - CHECKED) * 0.95 * done / whole)
            for shape in self.shapes:
                if shape.late:
                    self._fill_in(shape)
            self._count()
            for each in afterwards.values():
                each()
            audit.record("unpacked", centre, by=None, extra={"made_at": self.manifest.made_at})
        return centre

    def _accounts(self) -> None:
        """Who has an account here keeps it, by the mail address; the others get one without a password, and sign in by a mailed code."""
        for row in lines_of(self.archive, ACCOUNTS):
            user = User.objects.filter(email__iexact=row["email"]).first()
            if user is None:
                user = User(email=row["email"].lower(), name=row["name"], language=row["language"])
                user.set_unusable_password()
                user.full_clean(exclude=["password"])
                user.save()
            self.keys.accounts[row["id"]] = user.pk

    def _centre(self) -> Centre:
        (row,) = lines_of(self.archive, CENTRE)
        values = {each.attname: meant(each, row[each.name]) for each in Centre._meta.concrete_fields if each.name in row}
        logo = row.get("logo", "")
        values |= {"id": self.keys.of(Centre, row["id"]), "key": self.key, "logo": self.files.get(logo, logo)}
        centre = Centre(**values)
        centre.clean_fields()
        _insert(Centre, list(Centre._meta.concrete_fields), [centre])
        self.was = row["id"]
        return Centre.objects.get(pk=centre.pk)

    def _write(self, shape: Shape, rows: list[dict[str, Any]], centre: Centre) -> None:
        made = []
        for row in rows:
            values = self._values(shape, row, centre)
            if values is None:
                self.gone[shape.label] = self.gone.get(shape.label, 0) + 1
            else:
                made.append(shape.model(**values))
        for field in _told_apart(shape.model):
            _tell_apart(shape.model, field, made)
        pk = shape.model._meta.pk
        fields = [each for each in shape.model._meta.concrete_fields if each is not pk or each.name in shape.names]
        _insert(shape.model, fields, made)

    def _values(self, shape: Shape, row: dict[str, Any], centre: Centre) -> dict[str, Any] | None:
        values: dict[str, Any] = {}
        for field in shape.fields:
            if field.name not in row:
                continue  # older than the field: it stands as for a new row
            value = row[field.name]
            if field in shape.late:
                values[field.attname] = None
            elif points_to_centre(field):
                if value not in self.centres:
                    return None
                values[field.attname] = self.centres[value]
            else:
                values[field.attname] = self._value(shape, field, value, row, centre)
        return values

    def _value(self, shape: Shape, field: Field, value: Any, row: dict[str, Any], centre: Centre) -> Any:
        path = f"{shape.label}.{field.name}"
        if field.primary_key and not field.is_relation:
            return self.keys.of(shape.model, value)
        if isinstance(field, models.ForeignKey):
            return self._key(field, value)
        if isinstance(field, models.FileField):
            return self.files.get(value, value)
        if (known := known_by.get(path)) is not None and (mail := row.get(known.mail or "mail")) and known.digest(mail, self.was) == value:
            return known.digest(mail, centre.pk)
        if value is not None and (anew := spoken_of.get(path)) is not None:
            value = anew(value, row, self.keys)
        return meant(field, value)

    def _key(self, field: Any, value: Any) -> Any:
        if value is None or points_to_account(field) or field.related_model._meta.label not in left_out:
            return self.keys.of(field.related_model, value)
        return None

    def _fill_in(self, shape: Shape) -> None:
        quote = connection.ops.quote_name
        table, pk = quote(shape.model._meta.db_table), shape.model._meta.pk
        for field in shape.late:
            statement = f"UPDATE {table} SET {quote(str(field.column))} = %s WHERE {quote(str(pk.column))} = %s"  # noqa: S608 -- names come from models
            told = (
                (self._key(field, row[field.name]), self.keys.of(carrier(shape.model), row[str(pk.name)]))
                for row in lines_of(self.archive, shape.label) if row.get(field.name) is not None
            )
            with connection.cursor() as cursor:
                for some in _batches(told):
                    cursor.executemany(statement, some)

    def _count(self) -> None:
        for shape in self.shapes:
            there, said = shape.rows().count(), self.manifest.rows(shape.label) - self.gone.get(shape.label, 0)
            if there != said:
                raise Unusable(_("%(name)s has %(n)s rows, and its list says %(said)s.") % {"name": shape.label, "n": there, "said": said})

    def _put_files(self) -> None:
        for name in self.manifest.attachments:
            with self.archive.open(name) as source:
                was = name.removeprefix("files/")
                self.files[was] = default_storage.save(was, File(source, name=was), max_length=100)

    def _take_away(self) -> None:
        for name in self.files.values():
            default_storage.delete(name)


def _insert(model: type[models.Model], fields: list[Field], rows: list[Any]) -> None:
    """Rows as they are, day of writing and all: ``raw`` is what Django's own ``loaddata`` writes by."""
    if not rows:
        return
    size = min(AT_ONCE, max(connection.ops.bulk_batch_size(fields, rows), 1))
    for start in range(0, len(rows), size):
        query = sql.InsertQuery(model)
        query.insert_values(fields, rows[start : start + size], raw=True)
        query.get_compiler(connection=connection).execute_sql()


def _told_apart(model: type[models.Model]) -> Iterator[Field]:
    """Fields in which rows of all centres differ: tokens and keys in addresses."""
    alone = {each.fields[0] for each in model._meta.constraints if isinstance(each, models.UniqueConstraint) and len(each.fields) == 1}
    for field in model._meta.concrete_fields:
        if not field.is_relation and not field.primary_key and (field.unique or field.name in alone):
            yield field


def _tell_apart(model: Any, field: Field, rows: list[Any]) -> None:
    """They stay as they are, so that links in mails go on leading where they led; what somebody has here already is drawn anew."""
    everywhere = model.everywhere if issubclass(model, CentreOwned) else model._base_manager
    values = [value for row in rows if (value := getattr(row, field.attname))]
    there = set(everywhere.filter(**{f"{field.name}__in": values}).values_list(field.name, flat=True)) if values else set()
    for row in rows:
        if getattr(row, field.attname) in there:
            setattr(row, field.attname, field.get_default() if field.has_default() and field.default else token_hex(32)[: field.max_length or 32])


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    rows = iter(rows)
    while some := list(islice(rows, AT_ONCE)):
        yield some


def _first_line(error: Exception) -> str:
    said = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
    return said.strip().splitlines()[0][:300] if said.strip() else type(error).__name__
