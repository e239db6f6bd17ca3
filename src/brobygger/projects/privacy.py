from brobygger.core.privacy import OPEN, declare
from brobygger.projects.models import Partner, Project

declare(Project, about=OPEN, subjects=("responsible",))
declare(Partner, role=OPEN, agreement=OPEN, link=OPEN)
