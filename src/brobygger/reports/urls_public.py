from django.urls import path

from brobygger.reports import service_certificate, views_pamphlet

app_name = "reports_public"
urlpatterns = [
    path("mit/<str:token>/bevis.pdf", service_certificate.certificate, name="certificate"),
    path("tilbud/liste.pdf", views_pamphlet.picked, name="picked"),
]
