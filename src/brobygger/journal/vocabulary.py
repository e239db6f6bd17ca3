"""The centre's words, as the line's parser wants them: kinds, organisations, themes, places, networks, projects.

Built once per centre and kept in memory under a stamp of the lists, so that reading while somebody types asks the database
for stamps alone.
"""

import hashlib
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max, Q, Value

from brobygger.centres.models import Locality, TargetGroup, Theme
from brobygger.centres.scoping import centre_id_in_force
from brobygger.core.prepared import Prepared
from brobygger.journal.base_kinds import SYNONYMS, BaseKind
from brobygger.journal.lines import Vocabulary, Word
from brobygger.journal.models import Kind
from brobygger.organisations.models import Network, Organisation
from brobygger.plan.models import Plan
from brobygger.plan.stamps import stamps


def vocabulary() -> Vocabulary:
    """The vocabulary of the centre in force."""
    return _made(_key())


def forget() -> None:
    """Let every vocabulary be built anew."""
    _made.cache_clear()


@lru_cache(maxsize=32)
def _made(_stamped: str) -> Vocabulary:
    return _build()


def _lists() -> Any:
    kinds, *others = (model.objects.order_by().annotate(n=Value(n)).values_list("n", "pk", "name", "also", "retired") for n, model in enumerate((Kind, Theme, TargetGroup, Locality)))
    return kinds.union(*others, all=True)


# Asked for each line, and at every pause while one is typed.
_LISTS: Prepared[Any] = Prepared(_lists)
_PROJECTS = Prepared(lambda: Plan.objects.filter(kind=Plan.Kind.PROJECT).order_by().values("kind").annotate(n=Count("pk"), newest=Max("pk")).values_list("n", "newest"))


def _key() -> str:
    said = repr((centre_id_in_force(), sorted(_LISTS(), key=lambda row: row[:2]), stamps((Organisation, Network)), _PROJECTS()))
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
