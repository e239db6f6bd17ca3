from django.utils.translation import gettext_lazy as _

from brobygger.core.archiving import leave_out
from brobygger.intake.models import Intake, IntakeRow

leave_out(Intake, _("a list on its way in; what became of it is in the rows"))
leave_out(IntakeRow, _("the way back from a list that was brought along, which ends with the move; what it made is taken along"))
