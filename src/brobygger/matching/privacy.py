from brobygger.core.privacy import OPEN, Keep, declare, personal, sensitive
from brobygger.matching.models import (
    Accompaniment,
    Alert,
    Assessment,
    FedJob,
    JobFeed,
    Match,
    MatchWeights,
    Opportunity,
    PlacePreparation,
    Shift,
    ShiftTaken,
    TalkTime,
    Topic,
    Volunteer,
    VolunteerHours,
    VolunteerTalk,
    Way,
)

declare(Topic, name=OPEN, also=OPEN)
_HOST, _A_YEAR_ON = "To reach the association about its volunteer job.", Keep(months=12, after="ended_on")
declare(
    Opportunity, title=OPEN, tasks=OPEN, text=OPEN, place=OPEN, support=OPEN, welcoming_how=OPEN, said=OPEN, key=OPEN,
    contact_name=personal(_HOST, _A_YEAR_ON), contact_mail=personal(_HOST, _A_YEAR_ON), contact_phone=personal(_HOST, _A_YEAR_ON), subjects=("created_by",),
)
_TELL = "To write to somebody who has asked to hear of new volunteer jobs. Gone as soon as she says stop."
declare(Alert, mail=personal(_TELL), words=personal(_TELL), language=OPEN, token=OPEN)
declare(Way, name=OPEN, also=OPEN)
_FINDS, _PUT_AWAY = "To find something to do that suits a volunteer.", Keep(months=6, after="archived_on")
_finds, _number = personal(_FINDS, _PUT_AWAY), personal(_FINDS, _PUT_AWAY, blank=0)
_day = personal(_FINDS, _PUT_AWAY, blank=None)
_OWN_WORDS = sensitive("What a volunteer wishes and needs in her own words, so that she is well received. Nobody is asked about health.", _PUT_AWAY)
declare(
    Volunteer, group_name=_finds, born=_day, interests=_number, skills=_number, languages=_number, times=_number, hours_week=_day, available_from=_day, available_until=_day, named_since=personal("To know since when a volunteer's first name may stand on a screen.", _PUT_AWAY, blank=None), wishes=_OWN_WORDS, needs=_OWN_WORDS, consent_source=_finds,
    needs_support=sensitive(_FINDS, _PUT_AWAY, blank=False), language=OPEN, token=OPEN, key=OPEN, subjects=("person",),
)
declare(Assessment, subjects=("by",))
declare(TalkTime, place=OPEN, subjects=("by",), stay=("by",))
_TALKED, _A_YEAR = "To remember what was agreed on in a talk with a volunteer.", Keep(months=12, after="held_on")
_said = sensitive(_TALKED, _A_YEAR)
declare(VolunteerTalk, why=_said, likes=_said, frame=_said, agreed=_said, follow_up=personal(_TALKED, _A_YEAR, blank="–"), subjects=("talked_by", "volunteer__person"))
_GOES, _A_MONTH = "To find a volunteer who goes along, and to let the two meet.", Keep(months=1, after="closed_on")
_met = sensitive(_GOES, _A_MONTH)
declare(Accompaniment, to=OPEN, who=_met, reach=_met, meet=_met, volunteer=personal(_GOES, _A_MONTH, blank=None), token=OPEN, subjects=("volunteer__person", "made_by"), stay=("volunteer__person",))
declare(Match, subjects=("suggested_by", "volunteer__person"))
declare(MatchWeights)
declare(PlacePreparation, agreed=personal("To know what a place does for those who need a little extra.", Keep(months=24, after="on"), blank="–", of_others=True), subjects=("by",))
declare(Shift, note=OPEN)
declare(ShiftTaken, subjects=("volunteer__person",))
_did = personal("To know what a volunteer did, and give her a certificate of it.", Keep(months=60, after="on"))
declare(VolunteerHours, what=_did, reason=_did, key=OPEN, subjects=("decided_by", "match__volunteer__person"))
declare(JobFeed, name=OPEN, url=OPEN, municipality=OPEN, error=OPEN)
declare(FedJob, outer=OPEN, url=OPEN, title=OPEN, organisation=OPEN, text=OPEN, where=OPEN, when=OPEN)
