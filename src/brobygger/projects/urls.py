from django.urls import path

from brobygger.projects.views import expenses, grant_parts, grants, imports, partners, projects

app_name = "projects"
urlpatterns = [
    path("projekter/", projects.projects, name="projects"),
    path("projekter/nyt/", projects.new, name="new"),
    path("projekter/<int:pk>/", projects.project, name="project"),
    path("projekter/<int:pk>/ret/", projects.edit, name="edit"),
    path("projekter/<int:pk>/arbejde/", projects.work, name="work"),
    path("projekter/<int:pk>/partnere/ny/", partners.new, name="new_partner"),
    path("projekter/<int:pk>/partnere/liste.<slug:kind>", partners.partners_file, name="partners_file"),
    path("projekter/partnere/<int:pk>/", partners.edit, name="partner"),
    path("projekter/partnere/<int:pk>/aftale/", partners.agreement, name="agreement"),
    path("bevillinger/", grants.grants, name="grants"),
    path("bevillinger/ny/", grants.edit, name="new_grant"),
    path("bevillinger/<int:pk>/", grants.grant, name="grant"),
    path("bevillinger/<int:pk>/ret/", grants.edit, name="edit_grant"),
    path("bevillinger/<int:pk>/budget.<slug:kind>", grants.budget_file, name="budget_file"),
    path("bevillinger/<int:pk>/tilskudsgiver/ny/", grant_parts.new, {"part": "payer"}, name="new_payer"),
    path("bevillinger/<int:pk>/budgetpost/ny/", grant_parts.new, {"part": "line"}, name="new_line"),
    path("bevillinger/<int:pk>/aendring/ny/", grant_parts.new, {"part": "change"}, name="new_change"),
    path("bevillinger/<int:pk>/rate/ny/", grant_parts.new, {"part": "instalment"}, name="new_instalment"),
    path("bevillinger/<int:pk>/afrapportering/ny/", grant_parts.new, {"part": "report_date"}, name="new_report_date"),
    path("bevillinger/tilskudsgiver/<int:pk>/", grant_parts.edit, {"part": "payer"}, name="payer"),
    path("bevillinger/budgetpost/<int:pk>/", grant_parts.edit, {"part": "line"}, name="line"),
    path("bevillinger/aendring/<int:pk>/", grant_parts.edit, {"part": "change"}, name="change"),
    path("bevillinger/rate/<int:pk>/", grant_parts.edit, {"part": "instalment"}, name="instalment"),
    path("bevillinger/rate/<int:pk>/modtaget/", grant_parts.receive, name="receive"),
    path("bevillinger/afrapportering/<int:pk>/", grant_parts.edit, {"part": "report_date"}, name="report_date"),
    path("bevillinger/afrapportering/<int:pk>/afleveret/", grant_parts.hand_in, name="hand_in"),
    path("bevillinger/<int:pk>/udgifter/", expenses.expenses, name="expenses"),
    path("bevillinger/<int:pk>/udgifter/ny/", expenses.new, name="new_expense"),
    path("bevillinger/<int:pk>/indlaes/", imports.upload, name="upload"),
    path("udgifter/fil/<int:pk>/", imports.file, name="import"),
    path("udgifter/<int:pk>/", expenses.edit, name="expense"),
]
