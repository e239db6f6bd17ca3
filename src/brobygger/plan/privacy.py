from brobygger.core.privacy import OPEN, declare
from brobygger.plan.models import (
    Activity,
    Area,
    Goal,
    Marker,
    MeansOfVerification,
    MovedDate,
    Plan,
    PlanDraft,
    PlanEdit,
    Proof,
    Section,
    Target,
    Team,
    ToldStatus,
)

declare(Plan, title=OPEN, label=OPEN, area_word=OPEN, goal_word=OPEN, activity_word=OPEN, means_word=OPEN)
declare(Section, title=OPEN, text=OPEN)
declare(Area, title=OPEN, intro=OPEN)
declare(Team, name=OPEN)
declare(Marker, code=OPEN, name=OPEN)
declare(Goal, title=OPEN, lead_in=OPEN, note=OPEN, changed_reason=OPEN, subjects=("owner",))
declare(Activity, text=OPEN, note=OPEN, subjects=("owner",))
declare(MovedDate, reason=OPEN, subjects=("moved_by",))
declare(MeansOfVerification, text=OPEN, measures=OPEN)
declare(Target, measure=OPEN, narrow=OPEN, whole_source=OPEN, phrase=OPEN)
declare(Proof, text=OPEN, link=OPEN, file=OPEN, subjects=("added_by", "accepted_by"))
declare(PlanEdit, verb=OPEN, steps=OPEN, subjects=("by",))
declare(ToldStatus, text=OPEN, document=OPEN, subjects=("added_by",))
declare(PlanDraft, filename=OPEN, outline=OPEN, source=OPEN, subjects=("uploaded_by",))
