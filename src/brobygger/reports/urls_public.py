from django.urls import path

from brobygger.reports import service_certificate, views_pamphlet, views_public

app_name = "reports_public"
urlpatterns = [
    path("mit/<str:token>/bevis.pdf", service_certificate.certificate, name="certificate"),
    path("rapporter/", views_public.reports, name="reports"),
    path("rapporter/<int:pk>/", views_public.report, name="report"),
    path("rapporter/<int:pk>/rapport.pdf", views_public.report_pdf, name="report_pdf"),
    path("tilbud/liste.pdf", views_pamphlet.picked, name="picked"),
]
