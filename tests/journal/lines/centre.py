"""A centre's words for reading lines with, and a reading put as the table of lines puts it."""

from pathlib import Path
from typing import Any

from brobygger.demo.kinds import KINDS
from brobygger.journal.base_kinds import SYNONYMS, BaseKind
from brobygger.journal.lines import Reading, Vocabulary, Word

ORGANISATIONS = (
    "Røde Kors", "Ældre Sagen", "Dansk Flygtningehjælp", "KFUM Spejderne", "Natteravnene", "Kræftens Bekæmpelse", "Mødrehjælpen", "Jobcentret",
    "Biblioteket", "Korsør Havnevenner", "Sind", "Headspace Slagelse", "Slagelse Kommune", "Foreningen Norden",
)


def _words(role: str, *names: str) -> tuple[Word, ...]:
    return tuple(Word(f"{role}:{name}", name) for name in names)


WORDS = Vocabulary(
    kinds=tuple(
        Word(f"kind:{name}", name, tuple(word.strip() for word in also.split(",") if word.strip()), SYNONYMS.get(BaseKind(base), ()))
        for name, base, also in KINDS
    ),
    organisations=tuple(Word(f"organisation:{name}", name, ("RK",) if name == "Røde Kors" else ()) for name in ORGANISATIONS),
    themes=_words("theme", "Rekruttering", "Ensomhed", "Fundraising", "Ledelse", "Børn og familier"),
    target_groups=_words("target_group", "Ældre", "Unge", "Pårørende"),
    localities=_words("locality", "Slagelse", "Korsør", "Skælskør"),
    networks=_words("network", "Børn og familier", "Psykisk sårbarhed"),
)
FIELDS = (
    "kind", "organisations_count", "theme", "target_group", "locality", "network", "minutes", "persons", "done_on", "mode", "online", "state", "reason",
)


def told(reading: Reading) -> dict[str, str]:
    """What the reading says, field by field, in the table's words."""
    said = {}
    for field in FIELDS:
        value: Any = getattr(reading, field)
        if value not in (None, ""):
            said[field] = str(value).partition(":")[2] if ":" in str(value) else str(value)
    if reading.organisations:
        said["who"] = ", ".join(
            (each.key.partition(":")[2] if each.key else f"?{each.name}")
            + (f"={each.persons}" if each.persons else "") + (f"/{each.sector}" if each.sector else "")
            for each in reading.organisations
        )
    said["title"] = reading.title
    if reading.note:
        said["note"] = reading.note
    if reading.questions:
        said["asks"] = ", ".join(question.about for question in reading.questions)
    return said


def table() -> list[tuple[str, dict[str, str]]]:
    rows = [row for row in Path(__file__).with_name("lines.txt").read_text().splitlines() if row and not row.startswith("#")]
    return [
        (line, dict(part.split(": ", 1) for part in answer.strip().split(" | ")))
        for line, answer in zip(rows[::2], rows[1::2], strict=True)
    ]
