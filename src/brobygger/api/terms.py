"""What offers are sorted by, as taxonomies: the centre's themes and target groups, life situations, and the forms an offer can have."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.api.asking import Asked
from brobygger.api.identity import Kind, key, number
from brobygger.centres.models import Centre, TargetGroup, Theme
from brobygger.directory.models import Meaning, Offer

TAXONOMIES: Final = {
    Kind.THEME: (1, gettext_lazy("Themes"), gettext_lazy("What an offer is about; the centre’s own list.")),
    Kind.GROUP: (2, gettext_lazy("Target groups"), gettext_lazy("Whom an offer is for; the centre’s own list.")),
    Kind.SITUATION: (3, gettext_lazy("Life situations"), gettext_lazy("What people are in when they need an offer, in words of their own.")),
    Kind.FORM: (4, gettext_lazy("Forms"), gettext_lazy("How an offer is given: in a group, one to one, by telephone and so on.")),
}
FORMS: Final = {name: place for place, name in enumerate(Offer.FORMS, 1)}


@dataclass(frozen=True, slots=True)
class Term:
    kind: Kind
    pk: int
    name: str
    words: str = ""
    code: str = ""


def taxonomy_key(kind: Kind, centre: Centre) -> str:
    return str(key(Kind.TAXONOMY, centre.key, TAXONOMIES[kind][0]))


def taxonomies(asked: Asked, centre: Centre) -> list[Kind]:
    words = asked["search"].casefold()
    return [kind for kind, (_place, name, _about) in TAXONOMIES.items() if words in str(name).casefold()]


def taxonomy(identifier: UUID, centre: Centre) -> Kind | None:
    place = number(Kind.TAXONOMY, centre.key, identifier)
    return next((kind for kind, (found, *_about) in TAXONOMIES.items() if found == place), None)


def written_taxonomy(kind: Kind, centre: Centre) -> dict[str, Any]:
    _place, name, about = TAXONOMIES[kind]
    return {"id": taxonomy_key(kind, centre), "name": str(name), "description": str(about), "uri": f"{settings.SITE_URL}/{centre.key}/tilbud/"}


def terms(asked: Asked, centre: Centre) -> list[Term]:
    """Those in use at the centre in force; none below another, since no list has levels."""
    if asked["parent_id"] is not None:
        return []
    only = None if asked["taxonomy_id"] is None else taxonomy(asked["taxonomy_id"], centre)
    words = asked["search"].casefold()
    if only is None and asked["taxonomy_id"] is not None:
        return []
    return [each for each in _all() if only in {None, each.kind} and (words in each.name.casefold() or words in each.words.casefold())]


def term(identifier: UUID, centre: Centre) -> Term | None:
    """The term of that identifier, also one that is no longer used for new offers."""
    for kind, model in ((Kind.THEME, Theme), (Kind.GROUP, TargetGroup), (Kind.SITUATION, Meaning)):
        if pk := number(kind, centre.key, identifier):
            row = model.objects.filter(pk=pk).first()
            return None if row is None else of_row(kind, row)
    pk = number(Kind.FORM, centre.key, identifier)
    return next((each for each in forms() if each.pk == pk), None)


def of_row(kind: Kind, row: Any) -> Term:
    """The term that a row of one of the lists is."""
    return Term(kind, row.pk, row.name, row.also) if kind is not Kind.SITUATION else Term(kind, row.pk, row.name, "", row.key)


def forms() -> list[Term]:
    return [Term(Kind.FORM, place, str(capfirst(Offer._meta.get_field(name).verbose_name)), "", name) for name, place in FORMS.items()]  # type: ignore[union-attr]  # plain fields


def _all() -> Iterator[Term]:
    for kind, model in ((Kind.THEME, Theme), (Kind.GROUP, TargetGroup)):
        yield from (of_row(kind, row) for row in model.objects.filter(retired=False).order_by("pk"))
    yield from (of_row(Kind.SITUATION, row) for row in Meaning.objects.in_use().defer("words").order_by("pk"))
    yield from forms()


def written(each: Term, centre: Centre) -> dict[str, Any]:
    found = {
        "id": str(key(each.kind, centre.key, each.pk)), "name": each.name, "description": _("Also: %(words)s") % {"words": each.words} if each.words else each.name,
        "taxonomy": str(TAXONOMIES[each.kind][1]), "taxonomy_id": taxonomy_key(each.kind, centre), "language": settings.LANGUAGE_CODE,
    }
    return {**found, "code": each.code} if each.code else found


def of_offers(asked: Asked, centre: Centre) -> Q | None:
    """The condition on offers that ``taxonomy_term_id`` and ``taxonomy_id`` make; None where there can be none."""
    wanted = Q()
    if asked["taxonomy_term_id"] is not None:
        found = term(asked["taxonomy_term_id"], centre)
        if found is None:
            return None
        wanted &= Q(**{found.code: True}) if found.kind is Kind.FORM else Q(pk__in=_through(found.kind).filter(**{_COLUMNS[found.kind]: found.pk}).values("offer"))
    if asked["taxonomy_id"] is not None:
        kind = taxonomy(asked["taxonomy_id"], centre)
        if kind is None:
            return None
        if kind is Kind.FORM:
            any_form = Q()
            for name in Offer.FORMS:
                any_form |= Q(**{name: True})
            wanted &= any_form
        else:
            wanted &= Q(pk__in=_through(kind).values("offer"))
    return wanted


_COLUMNS: Final = {Kind.THEME: "theme", Kind.GROUP: "targetgroup", Kind.SITUATION: "meaning"}


def _through(kind: Kind) -> Any:
    relation: Any = {Kind.THEME: Offer.themes, Kind.GROUP: Offer.target_groups, Kind.SITUATION: Offer.situations}[kind]
    return relation.through.objects.all()
