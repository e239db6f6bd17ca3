from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.core.archiving import afterwards, leave_out
from brobygger.correspondence.models import Letter, LetterTo, MailTrial


def _at_rest() -> None:
    """What was on its way when the archive was made leaves where it was made, and not from here too."""
    LetterTo.objects.filter(state=LetterTo.State.WAITING).update(state=LetterTo.State.STOPPED)
    Letter.objects.going().update(state=Letter.State.STOPPED, finished_at=timezone.now())


afterwards.add("correspondence.at_rest", _at_rest)
leave_out(MailTrial, _("tries of the mail server, which is another elsewhere"))
