from brobygger.projects.models.expenses import Expense, ExpenseImport
from brobygger.projects.models.grants import AllocationChange, BudgetLine, Grant, Instalment, Payer, ReportDate
from brobygger.projects.models.hours import PaidHours, WorkedHours
from brobygger.projects.models.projects import Partner, Project
from brobygger.projects.models.seeking import Annex, ApplicationText, Fund, FundApplication, FundDeadline

__all__ = [
    "AllocationChange", "Annex", "ApplicationText", "BudgetLine", "Expense", "ExpenseImport", "Fund", "FundApplication", "FundDeadline", "Grant", "Instalment", "PaidHours", "Partner", "Payer", "Project", "ReportDate",
    "WorkedHours",
]
