from brobygger.core.privacy import OPEN, Keep, declare, personal, sensitive
from brobygger.surveys.models import (
    Declined,
    Edition,
    Envelope,
    EvaluationRule,
    PersonalLink,
    Questionnaire,
    Response,
    SavedAnswers,
    Sending,
    SentByItself,
    WordThemes,
)

_ASKED = "To ask somebody once, and to remind those who have not answered."
_ANSWERED = "What people think of the centre’s work, so that it gets better. Where anonymity is promised, nothing ties an answer to anybody."

declare(Questionnaire, title=OPEN)
declare(Edition, content=OPEN)
declare(Sending, title=OPEN, reason=OPEN, open_token=OPEN)
declare(PersonalLink, name=personal(_ASKED, Keep(months=2, after="sending__closed_on")), mail=personal(_ASKED, Keep(months=2, after="sending__closed_on")), digest=OPEN, subjects=("person",))
declare(Declined, digest=OPEN)
declare(EvaluationRule)
declare(SentByItself, title=OPEN)
declare(Envelope, sealed=personal(_ANSWERED, Keep(months=60, after="sending__opened_on"), blank=b""), once=OPEN)
declare(Response, answers=sensitive(_ANSWERED, Keep(months=60, after="sending__opened_on"), blank={}), once=OPEN, subjects=("link__person",))
declare(SavedAnswers, sealed=personal(_ANSWERED, Keep(months=0, after="forget_on"), blank=b""), digest=OPEN)
declare(WordThemes, names=OPEN, given=OPEN)
