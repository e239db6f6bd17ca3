from django.utils.translation import gettext_lazy as _

from brobygger.accounts.menu import WORK
from brobygger.accounts.roles import May
from brobygger.accounts.short_lists import ShortList, short_lists
from brobygger.core.navigation import Door, navigation, public_pages, settings_pages
from brobygger.matching.models import Topic, Way
from brobygger.matching.topics import is_used

navigation.add("matching", Door(_("Volunteers"), "matching:volunteers", May.SEE_VOLUNTEERS, 28, under=WORK))
navigation.add("matching.jobs", Door(_("Volunteer jobs"), "matching:jobs", May.SEE_OPPORTUNITIES, 28, unless=May.SEE_VOLUNTEERS, under=WORK))  # the desk sees the jobs alone
public_pages.add("matching.jobs", Door(_("Volunteer jobs"), "matching_public:jobs", "", 12, _("Find something to do for others, near you.")))
public_pages.add("matching.sign_up", Door(_("Become a volunteer"), "matching_public:sign_up", "", 13, _("Two minutes, and we find something together.")))
settings_pages.add("matching.feeds", Door(_("Volunteer jobs from elsewhere"), "matching:feeds", May.RUN_CENTRE, 50, _("Show a portal’s jobs in your municipality beside your own.")))

_TICKED = ((Topic.Sort.INTEREST, "interesser", _("Interests"), _("What volunteers would like to do something about, and what jobs are about. Suggestions are reckoned by it.")),
           (Topic.Sort.SKILL, "kompetencer", _("Skills"), _("What volunteers know something about, and what it is good to know for a job.")),
           (Topic.Sort.LANGUAGE, "sprog", _("Languages"), _("What volunteers speak, and what one must speak to do a job.")))
for _sort, _word, _title, _about in _TICKED:
    short_lists.add(_word, ShortList(Topic, _title, _about, only={"sort": _sort}, words=False, used=is_used))
short_lists.add("veje", ShortList(Way, _("Ways to us"), _("How people came to volunteer: a campaign, a company, a talk, a bus, a friend. So that you can see what is worth the effort."), words=False))
