from django.urls import path

from brobygger.matching.views import accompaniments, feeding, matches, opportunities, service, talks, volunteers

app_name = "matching"
urlpatterns = [
    path("frivilligjob/", opportunities.jobs, name="jobs"),
    path("frivilligjob/nyt/", opportunities.edit, name="new_job"),
    path("frivilligjob/<int:pk>/", opportunities.job, name="job"),
    path("frivilligjob/<int:pk>/ret/", opportunities.edit, name="edit_job"),
    path("frivillige/", volunteers.volunteers, name="volunteers"),
    path("frivillige/ny/", volunteers.edit, name="new_volunteer"),
    path("frivillige/<int:pk>/", volunteers.volunteer, name="volunteer"),
    path("frivillige/<int:pk>/ret/", volunteers.edit, name="edit_volunteer"),
    path("frivillige/<int:pk>/samtale/", talks.new, name="new_talk"),
    path("frivillige/samtaler/", talks.talks, name="talks"),
    path("frivillige/samtaler/<int:pk>/", talks.talk, name="talk"),
    path("frivillige/samtaler/tider/", talks.times, name="talk_times"),
    path("frivillige/samtaler/tider/fjern/", talks.take_time_out, name="take_time_out"),
    path("frivilligjob/<int:pk>/forberedelse/", matches.prepare, name="prepare"),
    path("frivillige/<int:pk>/foreslaa/", matches.suggest, name="suggest"),
    path("frivillige/match/", matches.matches, name="matches"),
    path("frivillige/match/<int:pk>/", matches.match, name="match"),
    path("frivillige/vaerter/", matches.hosts, name="hosts"),
    path("frivillige/vaegte/", matches.weights, name="weights"),
    path("frivilligjob/<int:pk>/vagter/", service.shifts, name="shifts"),
    path("frivillige/<int:pk>/tak/", service.thank, name="thank"),
    path("frivillige/timer/", service.hours, name="hours"),
    path("frivillige/timer/svar/", service.decide, name="decide_hours"),
    path("frivilligjob/andre-steder/", feeding.feeds, name="feeds"),
    path("frivilligjob/andre-steder/<int:pk>/", feeding.feed, name="feed"),
    path("frivillige/tal/", talks.figures, name="figures"),
    path("foelgeskab/", accompaniments.accompaniments, name="accompaniments"),
    path("foelgeskab/nyt/", accompaniments.edit, name="new_accompaniment"),
    path("foelgeskab/<int:pk>/", accompaniments.accompaniment, name="accompaniment"),
    path("foelgeskab/<int:pk>/ret/", accompaniments.edit, name="edit_accompaniment"),
    path("foelgeskab/<int:pk>/handling/", accompaniments.act, name="act_accompaniment"),
]
