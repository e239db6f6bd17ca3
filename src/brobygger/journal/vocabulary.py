"""The centre's words, as the line's parser wants them: kinds, organisations, themes, places, networks, projects.

Built once per centre and kept in memory under a stamp of the lists, so that reading while somebody types asks the database
for stamps alone.
"""

import hashlib

from django.core.cache import caches
from django.db.models import Count, Max, Q

from brobygger.centres.models import Locality, TargetGroup, Theme
from brobygger.centres.scoping import centre_id_in_force
from brobygger.journal.base_kinds import SYNONYMS, BaseKind
from brobygger.journal.lines import Vocabulary, Word
from brobygger.journal.models import Kind
from brobygger.organisations.models import Network, Organisation
from brobygger.plan.models import Plan
from brobygger.plan.stamps import stamp


def vocabulary() -> Vocabulary:
    """The vocabulary of the centre in force."""
    key = _key()
    kept: Vocabulary | None = caches["counts"].get(key)
    if kept is None:
        kept = _build()
        caches["counts"].set(key, kept, 24 * 60 * 60)
    return kept


def _key() -> str:
    listed = []
    for model in (Kind, Theme, TargetGroup, Locality):
        words = list(model.objects.order_by("pk").values_list("pk", "name", "also", "retired"))
        listed.append(words)
    numbered = [stamp(model) for model in (Organisation, Network)]
    projects = Plan.objects.filter(kind=Plan.Kind.PROJECT).aggregate(n=Count("pk"), newest=Max("pk"))
    said = repr((centre_id_in_force(), listed, numbered, projects))
    return f"vocabulary-{hashlib.sha256(said.encode()).hexdigest()}"


def _build() -> Vocabulary:
    def words(prefix: str, rows: object) -> tuple[Word, ...]:
        return tuple(Word(f"{prefix}:{row.pk}", str(row), row.other_words) for row in rows)  # type: ignore[attr-defined]  # any listed model

    listed = {"retired": False}
    projects = tuple(
        Word(f"project:{pk}", title, ())
        for pk, title in Plan.objects.filter(~Q(status=Plan.Status.CLOSED), kind=Plan.Kind.PROJECT).values_list("pk", "title")
    )
    kinds = tuple(
        Word(f"kind:{row.pk}", row.name, row.other_words, SYNONYMS.get(BaseKind(row.base), ())) for row in Kind.objects.filter(**listed)
    )
    return Vocabulary(
        kinds=kinds,
        organisations=words("organisation", Organisation.objects.all()),
        themes=words("theme", Theme.objects.filter(**listed)),
        target_groups=words("target_group", TargetGroup.objects.filter(**listed)),
        localities=words("locality", Locality.objects.filter(**listed)),
        networks=words("network", Network.objects.filter(closed_on=None)),
        projects=projects,
    )
