from brobygger.core.privacy import OPEN, Keep, declare, personal
from brobygger.projects.models import (
    AllocationChange,
    Annex,
    ApplicationText,
    BudgetLine,
    Expense,
    ExpenseImport,
    Fund,
    FundApplication,
    FundDeadline,
    Grant,
    Instalment,
    PaidHours,
    Partner,
    Payer,
    Project,
    ReportDate,
    WorkedHours,
)

_ACCOUNTS = "To account for a grant: a posting may name whom it was paid to."
declare(Project, about=OPEN, subjects=("responsible",))
declare(Partner, role=OPEN, agreement=OPEN, link=OPEN)
declare(Grant, title=OPEN, reference=OPEN, purpose=OPEN, conditions=OPEN, carried_agreed=OPEN, subjects=("responsible",))
declare(Payer, name=OPEN)
declare(BudgetLine, name=OPEN, account=OPEN)
declare(AllocationChange, decided_by=OPEN, reason=OPEN, subjects=("made_by",))
declare(Instalment)
declare(ReportDate, what=OPEN)
declare(Expense, text=personal(_ACCOUNTS, Keep(months=72, after="on"), blank="–", of_others=True), voucher=OPEN, fingerprint=OPEN, subjects=("entered_by",))
declare(
    ExpenseImport, filename=OPEN, headings=OPEN, chosen=OPEN, rows=personal(_ACCOUNTS, Keep(months=1, after="uploaded_at"), blank=[], of_others=True), subjects=("uploaded_by",),
)
declare(Fund, name=OPEN, about=OPEN, link=OPEN, notes=OPEN)
declare(FundDeadline, note=OPEN)
declare(FundApplication, title=OPEN, answer=OPEN, subjects=("responsible",))
declare(ApplicationText, heading=OPEN, text=OPEN)
declare(Annex, name=OPEN)
declare(PaidHours)
declare(WorkedHours, subjects=("entered_by",))
