from brobygger.projects.models.expenses import Expense, ExpenseImport
from brobygger.projects.models.grants import AllocationChange, BudgetLine, Grant, Instalment, Payer, ReportDate
from brobygger.projects.models.projects import Partner, Project

__all__ = ["AllocationChange", "BudgetLine", "Expense", "ExpenseImport", "Grant", "Instalment", "Partner", "Payer", "Project", "ReportDate"]
