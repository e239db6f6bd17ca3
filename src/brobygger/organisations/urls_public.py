from django.urls import path

from brobygger.organisations.views import applications, checks, entry, public_members

app_name = "organisations_public"
urlpatterns = [
    path("bliv-medlem/", applications.apply, name="apply"),
    path("passer-det/<str:token>/", checks.check, name="check"),
    path("foreninger/", public_members.members, name="members"),
    path("foreninger/<int:pk>/", public_members.member, name="member"),
    path("foreninger/<int:pk>/logo/", public_members.logo, name="logo"),
    path("forening/invitation/<str:secret>/", entry.invitation, name="invitation"),
]
