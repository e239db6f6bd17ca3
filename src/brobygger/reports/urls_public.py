from django.urls import path

from brobygger.reports import service_certificate, views_open, views_pamphlet, views_public

app_name = "reports_public"
urlpatterns = [
    path("mit/<str:token>/bevis.pdf", service_certificate.certificate, name="certificate"),
    path("rapporter/", views_public.reports, name="reports"),
    path("rapporter/aabne-tal/", views_open.public_years, name="open_years"),
    path("rapporter/aabne-tal/katalog.jsonld", views_open.public_catalogue, name="open_catalogue"),
    path("rapporter/aabne-tal/<int:year>/", views_open.public_year, name="open_year"),
    path("rapporter/aabne-tal/<int:year>/tal.<slug:ending>", views_open.public_year_file, name="open_year_file"),
    path("rapporter/<int:pk>/", views_public.report, name="report"),
    path("rapporter/<int:pk>/rapport.pdf", views_public.report_pdf, name="report_pdf"),
    path("tilbud/liste.pdf", views_pamphlet.picked, name="picked"),
]
