from django.urls import path

from brobygger.advice.views import catalogue, consultations, figures, initiatives, requests

app_name = "advice"
urlpatterns = [
    path("sparring/", consultations.consultations, name="consultations"),
    path("sparring/ny/", consultations.edit, name="new"),
    path("sparring/<int:pk>/", consultations.consultation, name="consultation"),
    path("sparring/<int:pk>/ret/", consultations.edit, name="edit"),
    path("sparring/<int:pk>/handling/", consultations.act, name="act"),
    path("sparring/<int:pk>/svar/", consultations.answer, name="answer"),
    path("sparring/tal/", figures.figures, name="figures"),
    path("sparring/initiativer/", initiatives.initiatives, name="initiatives"),
    path("sparring/initiativer/nyt/", initiatives.edit_initiative, name="new_initiative"),
    path("sparring/initiativer/<int:pk>/", initiatives.initiative, name="initiative"),
    path("sparring/initiativer/<int:pk>/ret/", initiatives.edit_initiative, name="edit_initiative"),
    path("sparring/henvendelser/", requests.requests, name="requests"),
    path("sparring/henvendelser/<int:pk>/", requests.one, name="request"),
    path("sparring/ydelser/", catalogue.services, name="services"),
    path("sparring/ydelser/ny/", catalogue.service, name="new_service"),
    path("sparring/ydelser/<int:pk>/", catalogue.service, name="service"),
    path("sparring/raadgivere/ny/", catalogue.adviser, name="new_adviser"),
    path("sparring/raadgivere/<int:pk>/", catalogue.adviser, name="adviser"),
    path("sparring/hylde/", catalogue.shelf, name="shelf"),
    path("sparring/hylde/ny/", catalogue.item, name="new_item"),
    path("sparring/hylde/<int:pk>/", catalogue.item, name="item"),
    path("sparring/hylde/<int:pk>/fil/", catalogue.shelf_file, name="shelf_file"),
]
