from django.urls import path

from brobygger.journal import views, views_figures, views_line

app_name = "journal"
urlpatterns = [
    path("registreringer/", views.registrations, name="list"),
    path("registreringer/ny/", views.new, name="new"),
    path("registreringer/laes/", views_line.read, name="read"),
    path("registreringer/linje/", views_line.keep, name="keep"),
    path("registreringer/mange/", views_line.many, name="many"),
    path("registreringer/eksterne-tal/", views_figures.figures, name="figures"),
    path("registreringer/eksterne-tal/ny/", views_figures.figure_new, name="figure_new"),
    path("registreringer/eksterne-tal/fil/", views_figures.figures_file, name="figures_file"),
    path("registreringer/eksterne-tal/<int:pk>/", views_figures.figure, name="figure"),
    path("registreringer/slags/", views_figures.kinds, name="kinds"),
    path("registreringer/slags/<int:pk>/", views_figures.kind, name="kind"),
    path("registreringer/<int:pk>/", views.registration, name="registration"),
    path("registreringer/<int:pk>/ret/", views.edit, name="edit"),
    path("registreringer/<int:pk>/fil/", views.attachment, name="attachment"),
    path("registreringer/<int:pk>/slet/", views.delete, name="delete"),
    path("registreringer/<int:pk>/hent-tilbage/", views.restore, name="restore"),
]
