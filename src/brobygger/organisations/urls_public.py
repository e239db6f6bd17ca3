from django.urls import path

from brobygger.organisations.views import applications

app_name = "organisations_public"
urlpatterns = [path("bliv-medlem/", applications.apply, name="apply")]
