from django.urls import path

from brobygger.groups.views import after, groups, meetings, people

app_name = "groups"
urlpatterns = [
    path("grupper/", groups.groups, name="groups"),
    path("grupper/ny/", groups.edit, name="new"),
    path("grupper/regler/", groups.rules, name="rules"),
    path("grupper/ventelister/", people.lists, name="lists"),
    path("grupper/ventelister/<int:pk>/", people.theme_list, name="theme_list"),
    path("grupper/deltager/<int:pk>/", people.participant, name="participant"),
    path("grupper/moeder/<int:pk>/", meetings.meeting, name="meeting"),
    path("grupper/moeder/<int:pk>/ret/", meetings.change, name="change_meeting"),
    path("grupper/<int:pk>/", groups.group, name="group"),
    path("grupper/<int:pk>/ret/", groups.edit, name="edit"),
    path("grupper/<int:pk>/skridt/", groups.step, name="step"),
    path("grupper/<int:pk>/handling/", groups.act, name="act"),
    path("grupper/<int:pk>/deltagere/", people.people, name="people"),
    path("grupper/<int:pk>/deltagere/ny/", people.add, name="add_person"),
    path("grupper/<int:pk>/moeder/", meetings.plan, name="plan_meetings"),
    path("grupper/<int:pk>/vagter/", meetings.rota, name="rota"),
    path("grupper/<int:pk>/i-dag/", meetings.today, name="today"),
    path("grupper/<int:pk>/igangsaettere/", after.facilitators, name="facilitators"),
    path("grupper/<int:pk>/supervision/", after.supervision, name="supervision"),
    path("grupper/<int:pk>/evaluering/", after.verdicts, name="verdicts"),
]
