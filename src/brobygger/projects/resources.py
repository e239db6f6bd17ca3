"""Projects, their partners and money for programs."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.centres import audit
from brobygger.core.resources import Resource, Trusted, Writing, resources, scopes
from brobygger.projects import spending
from brobygger.projects.forms.grants import ExpenseForm
from brobygger.projects.models import BudgetLine, Expense, Fund, FundApplication, Grant, Instalment, Partner, Project


def _form(data: Any, row: Expense | None, access: Trusted) -> ExpenseForm:
    if row is not None:
        return ExpenseForm(data, instance=row, grant=row.line.grant)
    grant = Grant(pk=0) if (data or {}).get("grant") is None else Grant.objects.filter(pk=data["grant"]).first()
    if grant is None:
        raise ValidationError({"grant": [_("There is no such grant here.")]})
    return ExpenseForm(data, instance=Expense(), grant=grant)


def _keep(form: ExpenseForm, access: Trusted) -> Expense:
    row = form.instance
    return spending.spend(row, before=audit.values(Expense.objects.get(pk=row.pk)) if row.pk else None, by=access.user, now=timezone.now())


scopes.add("projects", _("Projects, grants and expenses"))
resources.add("projects", Resource("projects", Project._meta.verbose_name_plural or "", "Projects. Name, period and goals stand in the project’s plan.", Project, "plan part led_by team age_from age_to partner_cap about target_groups", filters="plan:plan"))
resources.add("partners", Resource("projects", Partner._meta.verbose_name_plural or "", "Organisations that take part in a project.", Partner, "project organisation role since until agreed_on agreement link", filters="project:project organisation:organisation"))
resources.add("grants", Resource(
    "projects", Grant._meta.verbose_name_plural or "", "Grants; amounts in øre.", Grant, "title reference project fund application purpose amount granted_on starts_on ends_on conditions carried_until carried_agreed paid_back paid_back_on", filters="project:project fund:fund",
))
resources.add("budget_lines", Resource("projects", BudgetLine._meta.verbose_name_plural or "", "How a grant is laid out; amounts in øre.", BudgetLine, "grant name account amount position", filters="grant:grant"))
resources.add("instalments", Resource("projects", Instalment._meta.verbose_name_plural or "", "Instalments of a grant; amounts in øre.", Instalment, "grant amount due_on", filters="grant:grant"))
resources.add("expenses", Resource(
    "projects", Expense._meta.verbose_name_plural or "", "What was spent of a grant, by budget line; amounts in øre.", Expense, "line line__grant:grant on amount voucher text", filters="line:line line__grant:grant on__gte:from on__lte:to voucher:voucher", writing=Writing(_form, _keep, parent="grant", remove=lambda row, access: spending.take_out(row, by=access.user, now=timezone.now())),
))
resources.add("funds", Resource("projects", Fund._meta.verbose_name_plural or "", "Where money can be sought.", Fund, "name kind about link retired", filters="kind:kind"))
resources.add("applications", Resource(
    "projects", FundApplication._meta.verbose_name_plural or "", "Applications for money; amounts in øre.", FundApplication, "title fund project theme organisation state asked granted deadline sent_on answer_by answered_on answer", filters="state:state fund:fund project:project",
))
