from django.urls import path

from brobygger.reports import service_certificate

app_name = "reports_public"
urlpatterns = [
    path("mit/<str:token>/bevis.pdf", service_certificate.certificate, name="certificate"),
]
