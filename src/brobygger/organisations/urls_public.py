from django.urls import path

from brobygger.organisations.views import applications, entry

app_name = "organisations_public"
urlpatterns = [
    path("bliv-medlem/", applications.apply, name="apply"),
    path("forening/invitation/<str:secret>/", entry.invitation, name="invitation"),
]
