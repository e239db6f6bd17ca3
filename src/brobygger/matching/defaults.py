"""The interests, skills and languages a centre begins with, in its own language; it renames, retires and adds as it likes."""

from typing import Final

from brobygger.matching.models import Topic, Way

INTERESTS: Final = (
    "Samvær og besøg", "Børn og unge", "Ældre", "Natur og dyr", "Mad og fællesspisning", "Musik og kultur", "Bevægelse og idræt", "Genbrug og butik", "Nye danskere og sprog",
    "Psykisk sundhed", "Rådgivning og støtte", "Arrangementer og festivaler", "Håndværk og værksted", "Bestyrelse og organisation",
)
SKILLS: Final = (
    "Undervisning", "Kørekort", "Kontor og økonomi", "IT og hjemmeside", "Sociale medier og tekst", "Håndværk", "Køkken og hygiejne", "Førstehjælp", "Mødeledelse", "Fundraising", "Foto og grafik",
)
SPOKEN: Final = (  # each in its place among masks.LANGUAGES, from which it has its bit
    "dansk", "engelsk", "tysk", "arabisk", "ukrainsk", "polsk", "tyrkisk", "somali", "persisk og dari", "urdu", "rumænsk", "bosnisk, kroatisk og serbisk", "russisk", "fransk", "spansk", "vietnamesisk",
    "tamil", "tigrinya", "grønlandsk", "kurdisk", "kinesisk", "dansk tegnsprog",
)
WAYS: Final = ("En ven eller bekendt", "Søgning på nettet", "Facebook eller Instagram", "Nyhedsbrev", "Plakat eller avis", "Jobcenter eller kommune", "Arrangement eller oplæg", "Min arbejdsplads", "Andet")


def lay_out() -> None:
    """Give the centre in force its first lists, where it has none."""
    for sort, names in ((Topic.Sort.INTEREST, INTERESTS), (Topic.Sort.SKILL, SKILLS)):
        if not Topic.objects.filter(sort=sort).exists():
            for position, name in enumerate(names):
                Topic.objects.create(sort=sort, name=name, position=position)
    if not Topic.objects.filter(sort=Topic.Sort.LANGUAGE).exists():
        for bit, name in enumerate(SPOKEN):
            Topic.objects.create(sort=Topic.Sort.LANGUAGE, name=name, position=bit, bit=bit)
    if not Way.objects.exists():
        for position, name in enumerate(WAYS):
            Way.objects.create(name=name, position=position)
