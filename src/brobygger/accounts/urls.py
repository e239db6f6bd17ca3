from django.urls import path

from brobygger.accounts import views_accessibility, views_centre, views_colleagues

app_name = "settings"
urlpatterns = [
    path("indstillinger/", views_centre.settings, name="settings"),
    path("indstillinger/centret/", views_centre.particulars, name="particulars"),
    path("indstillinger/tilgaengelighed/", views_accessibility.edit, name="accessibility"),
    path("indstillinger/lister/", views_centre.lists, name="lists"),
    path("indstillinger/lister/<slug:name>/", views_centre.listed, name="listed"),
    path("indstillinger/lister/<slug:name>/<int:pk>/", views_centre.line, name="line"),
    path("indstillinger/kolleger/", views_colleagues.colleagues, name="colleagues"),
    path("indstillinger/kolleger/inviter/", views_colleagues.invite, name="invite"),
    path("indstillinger/kolleger/<int:pk>/", views_colleagues.colleague, name="colleague"),
    path("indstillinger/invitationer/<int:pk>/", views_colleagues.invitation_act, name="invitation_act"),
]
