"""Whether a volunteer and an opportunity fit, with the reasons. Pure: numbers and words in, a verdict out; no database, no clock.

Hard criteria exclude: age, a certificate that is refused, place or online, a language one must speak, days. Where the volunteer has not said, nothing is
excluded; the verdict then names what is missing. Soft criteria rank: each that the two can be compared by gives its weight in full, in part or not at all,
and the score is what was given out of 100. :mod:`brobygger.matching.candidates` reckons the very same in SQL; a test holds the two together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from brobygger.matching.masks import bits_of, times_in_words

ON_SITE, ONLINE, BOTH = "on_site", "online", "both"
ONE_OF_SEVERAL: Final = 70  # per cent of a weight that one interest in common gives; two give all of it


@dataclass(frozen=True, slots=True)
class Weights:
    interest: int = 35
    skill: int = 15
    time: int = 25
    place: int = 15
    support: int = 10


@dataclass(frozen=True, slots=True)
class Seeker:
    """What is asked of a volunteer. Masks are 0, and others None, where nothing was said. ``certificates``: those assessed and in force."""

    born: int | None = None
    interests: int = 0
    skills: int = 0
    languages: int = 0
    times: int = 0
    locality: int | None = None
    travel: int = 999
    format: str = BOTH
    available_from: date | None = None
    available_until: date | None = None
    accepts_certificate: bool = True
    needs_support: bool = False
    certificates: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Need:
    """What is asked of an opportunity."""

    min_age: int | None = None
    max_age: int | None = None
    interests: int = 0
    skills: int = 0
    languages: int = 0
    times: int = 0
    locality: int | None = None
    format: str = ON_SITE
    starts_on: date | None = None
    ends_on: date | None = None
    certificates: frozenset[str] = frozenset()
    welcoming: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """The words for bits and keys, for the reasons."""

    interests: Mapping[int, str] = field(default_factory=dict)
    skills: Mapping[int, str] = field(default_factory=dict)
    localities: Mapping[int, str] = field(default_factory=dict)
    languages: Mapping[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class Verdict:
    """``excluded``: why it cannot be; ``reasons``: why it fits; ``missing``: what does not, or is not known."""

    excluded: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    points: int = 0  # hundredths of the weights
    score: int = 0

    @property
    def fits(self) -> bool:
        return not self.excluded


def judge(seeker: Seeker, need: Need, weights: Weights, names: Names, *, year: int, within_reach: bool | None) -> Verdict:
    """``within_reach``: whether the place lies as near as she travels; None where nobody knows."""
    verdict = Verdict()
    _age(verdict, seeker, need, year)
    _certificates(verdict, seeker, need)
    _place(verdict, seeker, need, within_reach)
    _languages(verdict, seeker, need, names)
    _days(verdict, seeker, need)
    _soft(verdict, seeker, need, weights, names)
    total = weights.interest + weights.skill + weights.time + weights.place + weights.support
    verdict.score = verdict.points // total if total else 0
    return verdict


def _age(verdict: Verdict, seeker: Seeker, need: Need, year: int) -> None:
    """Of one born in a year it is known only which of two ages she has; she is excluded where neither fits."""
    if need.min_age is None and need.max_age is None:
        return
    if seeker.born is None:
        verdict.missing.append(_("age is not known; the job has a limit"))
        return
    oldest, youngest = year - seeker.born, year - seeker.born - 1
    if need.min_age is not None and oldest < need.min_age:
        verdict.excluded.append(_("too young: the job is from %(n)s years") % {"n": need.min_age})
    elif need.max_age is not None and youngest > need.max_age:
        verdict.excluded.append(_("too old: the job is up to %(n)s years") % {"n": need.max_age})
    elif need.min_age is not None and youngest < need.min_age:
        verdict.missing.append(_("check the birthday: the job is from %(n)s years") % {"n": need.min_age})


def _certificates(verdict: Verdict, seeker: Seeker, need: Need) -> None:
    lacking = need.certificates - seeker.certificates
    if lacking and not seeker.accepts_certificate:
        verdict.excluded.append(_("the job asks for a certificate, which is not wished"))
    elif lacking:
        words = {"child": _("a child-protection certificate must be obtained first"), "record": _("a criminal record must be obtained first")}
        verdict.missing += [words[each] for each in sorted(lacking)]


def _place(verdict: Verdict, seeker: Seeker, need: Need, within_reach: bool | None) -> None:
    if need.format == ONLINE and seeker.format == ON_SITE:
        verdict.excluded.append(_("it is online, and that is not wished"))
    elif need.format == ON_SITE and seeker.format == ONLINE:
        verdict.excluded.append(_("it is on site, and only online is wished"))
    elif need.format == ON_SITE and within_reach is False:
        verdict.excluded.append(_("it is farther away than is wished"))
    elif need.format == ON_SITE and within_reach is None:
        verdict.missing.append(_("how far it is, is not known"))


def _languages(verdict: Verdict, seeker: Seeker, need: Need, names: Names) -> None:
    def said(mask: int) -> str:
        return ", ".join(names.languages.get(bit, "?") for bit in bits_of(mask))

    if need.languages and not seeker.languages:
        verdict.missing.append(_("languages are not known; the job asks for %(languages)s") % {"languages": said(need.languages)})
    elif need.languages & ~seeker.languages:
        verdict.excluded.append(_("does not speak %(languages)s") % {"languages": said(need.languages & ~seeker.languages)})


def _days(verdict: Verdict, seeker: Seeker, need: Need) -> None:
    if need.ends_on and seeker.available_from and need.ends_on < seeker.available_from:
        verdict.excluded.append(_("the job ends before she can begin"))
    if need.starts_on and seeker.available_until and need.starts_on > seeker.available_until:
        verdict.excluded.append(_("the job begins after she has the time"))


def share(common: int) -> int:
    """How much of a weight that many in common give, in per cent."""
    return 0 if common == 0 else ONE_OF_SEVERAL if common == 1 else 100


def _soft(verdict: Verdict, seeker: Seeker, need: Need, weights: Weights, names: Names) -> None:
    for weight, mine, theirs, known, said in (
        (weights.interest, seeker.interests, need.interests, names.interests, _("both about %(what)s")), (weights.skill, seeker.skills, need.skills, names.skills, _("knows something about %(what)s")),
    ):
        common = list(bits_of(mine & theirs))
        verdict.points += weight * share(len(common))
        if common:
            verdict.reasons.append(said % {"what": ", ".join(known.get(bit, "?") for bit in common)})
        elif theirs and said == _("both about %(what)s"):
            verdict.missing.append(_("no interest in common"))
    if not need.times or seeker.times & need.times:
        verdict.points += weights.time * 100
        verdict.reasons.append(_("can %(when)s") % {"when": times_in_words(seeker.times & need.times)} if need.times else _("the time can be chosen"))
    else:
        verdict.missing.append(_("no time in common") if seeker.times else _("times are not known"))
    if need.format != ON_SITE or (need.locality is not None and need.locality == seeker.locality):
        verdict.points += weights.place * 100
        verdict.reasons.append(_("can be done online") if need.format != ON_SITE else _("lives in %(place)s") % {"place": names.localities.get(need.locality or 0, "?")})
    if need.welcoming or not seeker.needs_support:
        verdict.points += weights.support * 100
        if need.welcoming and seeker.needs_support:
            verdict.reasons.append(_("the place welcomes those who need a little extra"))
    else:
        verdict.missing.append(_("the place has not said that it gives extra support"))
