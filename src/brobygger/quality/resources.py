"""Quality frameworks and rounds for programs: the joint answers. What each member of board and staff answered stays here."""

from django.utils.translation import gettext_lazy as _

from brobygger.core.resources import Resource, resources, scopes
from brobygger.quality.models import Answer, Framework, Improvement, Point, Round

scopes.add("quality", _("Quality frameworks and self-assessment"))
resources.add("quality_frameworks", Resource("quality", Framework._meta.verbose_name_plural or "", "What the centre measures its quality by.", Framework, "name edition source link kind scale every retired"))
resources.add("quality_points", Resource("quality", Point._meta.verbose_name_plural or "", "Themes, criteria and indicators of a framework.", Point, "framework parent level position title text first", filters="framework:framework level:level", followed=False))
resources.add("quality_rounds", Resource("quality", Round._meta.verbose_name_plural or "", "Rounds of self-assessment.", Round, "framework starts_on ends_on due_on conclusion closed_at", filters="framework:framework"))
resources.add("quality_answers", Resource(
    "quality", Answer._meta.verbose_name_plural or "", "The joint answers of a round: a step of the framework’s scale, or whether a recommendation is followed.", Answer, "round point score follows text", filters="round:round point:point", rows=lambda: Answer.objects.filter(assessor=None),
))
resources.add("improvements", Resource("quality", Improvement._meta.verbose_name_plural or "", "What is to become better; in the plan it is an activity.", Improvement, "round point text activity", filters="round:round"))
