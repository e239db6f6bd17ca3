"""What became of the work, whose it was, where it took place: words such as aflyst, deltog i, på Teams."""

import re
from typing import Final

from brobygger.journal.lines.line import Line
from brobygger.journal.lines.spelling import danish

_STATE: Final = danish(
    r"(?<!\w)(?:(?P<no>ikke|not)\s+)?(?:(?:er|blev|is|was|måtte|desværre)\s+)*(?:(?P<cancelled>aflyst|aflyses|aflyste|blev\s+ikke\s+til\s+noget|cancell?ed)"
    r"|(?P<moved>udskudt(?:\s+til)?|flyttet\s+til|rykket\s+til|udsat\s+til|udsat(?=\s+(?:pga|på\s+grund))|postponed(?:\s+to)?|moved\s+to)"
    r"|(?P<planned>planlagt|planlægges|planned|upcoming)"
    r"|(?P<held>afholdt|gennemført|has\s+been\s+held))(?!\w)"
)
_REASON: Final = danish(r"(?<!\w)(?:pga\.?|på\s+grund\s+af|grundet|fordi|because\s+of|because|due\s+to)\s+(?P<why>[^,;.!?()]+)")
_MODE: Final = danish(
    r"(?<!\w)(?:(?P<joined>(?:deltog|deltaget|deltager|deltagelse|deltage)\s+(?:i|på|ved)|(?:vi\s+)?(?:var|været)\s+(?:med\s+)?(?:til|i\s+selskab)(?!\s+stede)"
    r"|var\s+med\s+(?:i|på|ved)|med\s+til(?=\s)|til\s+stede\s+(?:ved|på|til)|repræsenteret\s+(?:ved|på|i)|inviteret\s+(?:til|med)|attended|took\s+part\s+in"
    r"|participated\s+in|joined)"
    r"|(?P<offered>tilbudt|tilbød|tilbydes|tilbyder|offered)"
    r"|(?P<held>holdt|afholdt|afviklede?t?|arrangerede|arrangeret|gennemførte?|værter\s+for|held|hosted))(?!\w)"
)
_ONLINE: Final = danish(
    r"(?<!\w)(?:(?P<online>online\w*|virtuelt?|webinar\w*|(?:på|via|over|on|på\s+ms)\s+(?:teams|zoom|skype|meet|skærm)|(?:teams|zoom|skype)-?(?:møde\w*|meeting)"
    r"|hybrid\w*|digitalt\s+møde|videomøde\w*)"
    r"|(?P<site>fysisk(?:\s+(?:fremmøde|møde))?|ansigt\s+til\s+ansigt|on\s+site|in\s+person))(?!\w)"
)


def read(line: Line) -> None:
    """State, mode and online; words of mode and place stay in the title, where they read well."""
    _state(line)
    for match in _MODE.finditer(line.plain):
        mode = match.lastgroup or ""
        if "mode" not in line.known and line.free(*match.span()):
            line.known["mode"] = mode
            line.take(*match.span(), "mode")
            if mode == "held":
                line.ahead = False
    online = {match.lastgroup: match for match in reversed(list(_ONLINE.finditer(line.plain)))}
    if online:
        line.known["online"] = "online" in online
        for match in online.values():
            if line.free(*match.span()) and not re.search(r"^(?:online|webinar|hybrid|videom|teams-?m|zoom-?m|skype-?m)\w{3,}", match.group()):
                line.take(*match.span(), "online")


def _state(line: Line) -> None:
    for match in _STATE.finditer(line.plain):
        if match["no"] or "state" in line.known:
            continue
        state = match.lastgroup or ""
        line.known["state"] = state
        if state == "held":
            line.ahead = False
            line.known["mode"] = "held"
        elif state == "planned":
            line.ahead = True
        line.take(*match.span(), "state")
        if state in {"cancelled", "moved"} and (why := _REASON.search(line.plain)) is not None:
            line.known["reason"] = line.text[why.start("why") : why.end("why")].strip()
            line.take(*why.span(), "reason")
