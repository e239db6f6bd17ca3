from django.urls import path

from brobygger.events.views import attendance, events, signups

app_name = "events"
urlpatterns = [
    path("arrangementer/", events.events, name="events"),
    path("arrangementer/nyt/", events.new, name="new"),
    path("arrangementer/<int:pk>/", events.event, name="event"),
    path("arrangementer/<int:pk>/ret/", events.edit, name="edit"),
    path("arrangementer/<int:pk>/flyt/", events.move, name="move"),
    path("arrangementer/<int:pk>/aflys/", events.cancel, name="cancel"),
    path("arrangementer/<int:pk>/kopi/", events.copy, name="copy"),
    path("arrangementer/<int:pk>/gentag/", events.repeat, name="repeat"),
    path("arrangementer/<int:pk>/handling/", events.act, name="act"),
    path("arrangementer/<int:pk>/pladser/", signups.settings, name="signup_settings"),
    path("arrangementer/<int:pk>/pladser/spoergsmaal/", signups.question, name="new_question"),
    path("arrangementer/<int:pk>/pladser/spoergsmaal/<int:question>/", signups.question, name="question"),
    path("arrangementer/<int:pk>/pladser/luk/", signups.close, name="close_signup"),
    path("arrangementer/<int:pk>/tilmeldte/", signups.signups, name="signups"),
    path("arrangementer/<int:pk>/tilmeldte/ny/", signups.add, name="add_signup"),
    path("arrangementer/tilmeldt/<int:pk>/", signups.signup, name="signup"),
    path("arrangementer/<int:pk>/fremmoede/", attendance.attendance, name="attendance"),
    path("arrangementer/<int:pk>/fremmoede/kryds/", attendance.ticks, name="ticks"),
    path("arrangementer/<int:pk>/fremmoede/hoveder/", attendance.heads, name="heads"),
    path("arrangementer/<int:pk>/fremmoede/holdt/", attendance.held, name="held"),
    path("arrangementer/<int:pk>/fremmoede/liste/", attendance.sheet, name="sheet"),
    path("arrangementer/<int:pk>/fremmoede/kiosk/", attendance.start_kiosk, name="start_kiosk"),
    path("arrangementer/optalt/<int:pk>/slet/", attendance.uncount, name="uncount"),
    path("arrangementer/ind/<str:token>/", attendance.scanned, name="scanned"),
]
