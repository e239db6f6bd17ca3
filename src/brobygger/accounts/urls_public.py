from django.urls import path

from brobygger.accounts import views_centre

app_name = "centre_pages"
urlpatterns = [path("logo/", views_centre.logo, name="logo")]
