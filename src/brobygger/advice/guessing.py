"""What a consultation was probably about, by the words it was registered with. A guess to begin with; a person chooses."""

from brobygger.advice.models import About

# The first that fits wins, so the narrower words stand first. Danish stems, in small letters.
_WORDS: tuple[tuple[About, tuple[str, ...]], ...] = (
    (About.JOB_POST, ("frivilligjob", "jobopslag", "stillingsopslag", "volunteer job")),
    (About.PLACE, ("frivilligsted", "modtagelse af frivillig", "tage imod frivillig")),
    (About.FUNDRAISING, ("fond", "ansøgning", "pulje", "§18", "§ 18", "tilskud", "funding")),
    (About.DATA_PROTECTION, ("gdpr", "persondata", "databeskyttelse", "data protection")),
    (About.CONFLICT, ("konflikt", "uenighed", "conflict")),
    (About.BOARD_WORK, ("vedtægt", "bestyrelse", "generalforsamling", "forretningsorden", "statutes", "board")),
    (About.START_UP, ("opstart", "starte", "stiftelse", "stiftende", "ny forening", "start-up")),
    (About.RECRUITMENT, ("rekrutter", "hverve", "skaffe frivillige", "flere frivillige", "recruit")),
)


def about(text: str) -> About:
    words = text.lower()
    return next((found for found, stems in _WORDS if any(stem in words for stem in stems)), About.SPARRING)
