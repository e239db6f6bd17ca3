from django.urls import path

from brobygger.accounts import views_accessibility, views_centre

app_name = "centre_pages"
urlpatterns = [
    path("logo/", views_centre.logo, name="logo"),
    path("tilgaengelighed/", views_accessibility.statement, name="accessibility"),
    path("was", views_accessibility.was_of_centre, name="was"),
]
