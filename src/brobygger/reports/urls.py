from django.urls import path

from brobygger.reports import survey_paper, survey_results, views, views_catalogue, views_pamphlet, views_prepared

app_name = "reports"
urlpatterns = [
    path("rapporter/", views.reports, name="reports"),
    path("rapporter/opfoelgning/", views.followup, name="followup"),
    path("rapporter/opfoelgning/fil.<slug:ending>", views.followup_file, name="followup_file"),
    path("rapporter/plan/<int:pk>/", views.plan, name="plan"),
    path("rapporter/plan/<int:pk>/fil.<slug:ending>", views.plan_file, name="plan_file"),
    path("rapporter/filer/<int:pk>/", views_prepared.prepared, name="prepared"),
    path("rapporter/filer/<int:pk>/hent/", views_prepared.prepared_file, name="prepared_file"),
    path("tilbud/pjece/", views_pamphlet.pamphlet, name="pamphlet"),
    path("tilbud/pjece/fil.pdf", views_pamphlet.pamphlet_file, name="pamphlet_file"),
    path("tilbud/pjece/<int:pk>/", views_prepared.prepared_pamphlet, name="prepared_pamphlet"),
    path("tilbud/pjece/<int:pk>/hent/", views_prepared.prepared_pamphlet_file, name="prepared_pamphlet_file"),
    path("spoergeskemaer/<int:pk>/papir.pdf", survey_paper.survey_paper, name="survey_paper"),
    path("byttebors/boers/<int:pk>/katalog/", views_catalogue.catalogue, name="catalogue"),
    path("byttebors/boers/<int:pk>/katalog/fil.pdf", views_catalogue.catalogue_file, name="catalogue_file"),
    path("spoergeskemaer/<int:pk>/svar.pdf", survey_results.survey_results, name="survey_results"),
    path("rapporter/moede/<int:pk>/", views.pack, name="pack"),
    path("rapporter/moede/<int:pk>/fil.<slug:ending>", views.pack_file, name="pack_file"),
]
