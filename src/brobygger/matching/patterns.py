"""Beginnings to write on from: what a good text for a common kind of volunteer job says."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Pattern = dict[str, str | Promise]

PATTERNS: Final[dict[str, Pattern]] = {
    "besoegsven": {
        "name": _("Visiting friend"), "title": _("Be a visiting friend for an older person"),
        "tasks": _("- You visit the same person each week: a cup of coffee, a walk, a game of cards\n- You agree between you on the day\n- The first time one of us goes along"),
        "support": _("You have a contact to call, and we meet with the other visiting friends every other month."),
    },
    "lektiehjaelp": {
        "name": _("Homework café"), "title": _("Help children with their homework"),
        "tasks": _("- You sit at a table with two or three children and help where they are stuck\n- There is always another adult in the room\n- Afterwards we tidy up and have a sandwich"),
        "support": _("You come along twice before you have a table of your own."),
    },
    "cafe": {
        "name": _("Café and kitchen"), "title": _("Be the host in our café"),
        "tasks": _("- You bid guests welcome and make coffee\n- You bake or cook with the others, if you like to\n- You see to it that nobody sits alone"),
        "support": _("You are always two together, and one of us is in the house."),
    },
    "arrangement": {
        "name": _("Help at an event"), "title": _("Give a hand at our event"),
        "tasks": _("- You take one or two shifts: put up tables, sell coffee, show people the way\n- You meet the others half an hour before"),
        "support": _("There is a meal, and somebody who knows the way around."),
    },
    "bestyrelse": {
        "name": _("Board"), "title": _("Join our board"),
        "tasks": _("- You take part in about six meetings a year\n- You take on what you are good at: money, members, web or events"),
        "support": _("The others tell you about the work before you decide, and you may come along to a meeting first."),
    },
}
