"""What was done for a project: the work registered with its plan's name, held and not planned."""

from brobygger.journal.models import Registration, RegistrationQuerySet, State
from brobygger.projects.models import Project


def work_of(project: Project) -> RegistrationQuerySet:
    """Registrations tagged with the project, each once, whatever else they count for."""
    found: RegistrationQuerySet = Registration.objects.filter(project=project.plan_id, draft=False, state=State.HELD)
    return found
