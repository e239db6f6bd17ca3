from django.urls import path

from brobygger.groups.views import own

app_name = "own_groups"
urlpatterns = [
    path("<int:pk>/grupper/", own.groups, name="groups"),
    path("<int:pk>/grupper/ny/", own.group, name="new"),
    path("<int:pk>/grupper/<int:group>/", own.group, name="group"),
]
