"""Words for a kind of people, which name no organisation: "12 borgere", "3 beboere fra Nordbyen", "neighbours".

They are counted as persons and never as an organisation of that name.
"""

from typing import Final

# Whoever lives or comes somewhere: what follows "fra", "i", "på" is where, and no organisation.
_OF_A_PLACE: Final = """
    borger borgere borgerne medborgere beboer beboere beboerne nabo naboer gæst gæster gæsterne besøgende tilflyttere nytilflyttere indbyggere
    forbipasserende lokale citizen citizens resident residents neighbour neighbours neighbor neighbors guest guests visitor visitors locals
"""
# What people are; with more words it may well be an organisation ("Pårørende i Danmark"), so these hold alone.
_ALONE: Final = """
    frivillig frivillige frivilligt volunteer volunteers studerende student students elev elever pupils pårørende relatives privat privatperson privatpersoner
    enkeltperson enkeltpersoner private person personer persons people deltager deltagere participants bruger brugere users medlem medlemmer members forældre
    parents børn children unge ældre seniorer seniors pensionister pensioners ledige flygtninge refugees interesserede andre others øvrige ukendt unknown ingen
    none familie familier families medarbejder medarbejdere ansat ansatte staff employees familiemedlemmer enkeltpersoner mænd kvinder men women individuals
"""
_SAID_OF_THEM: Final = frozenset(
    ["lokale", "lokal", "nye", "ny", "interesserede", "øvrige", "andre", "unge", "ældre", "private", "kommende", "mulige", "tilfældige", "almindelige", "local", "new", "interested", "other", "young", "older", "private"]
)
_WHERE: Final = frozenset(["fra", "i", "på", "omkring", "ved", "from", "in", "of", "at"])
_PLACED: Final = frozenset(_OF_A_PLACE.split())
_KINDS: Final = _PLACED | frozenset(_ALONE.split())


def names_nobody(label: str) -> bool:
    """Whether ``label`` is empty, or says what kind of people they were and not whom they came from."""
    words = label.lower().replace(",", " ").replace(".", " ").split()
    while words and (words[0].isdecimal() or (len(words) > 1 and words[0] in _SAID_OF_THEM)):
        words = words[1:]
    if not words or words[0] in {"-", "–"}:
        return not words or len(words) == 1
    if words[0] not in _KINDS:
        return False
    rest = words[1:]
    if not rest:
        return True
    if rest[0] in {"og", "and", "/"}:
        return names_nobody(" ".join(rest[1:]))
    return words[0] in _PLACED and rest[0] in _WHERE
