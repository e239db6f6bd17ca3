from django.urls import path

from brobygger.exchange.views import exchanges, fairs, office, rules

app_name = "exchange"
urlpatterns = [
    path("byttebors/", office.posts, name="posts"),
    path("byttebors/nyt/", office.edit, name="new_post"),
    path("byttebors/<int:pk>/", office.post, name="post"),
    path("byttebors/<int:pk>/ret/", office.edit, name="edit_post"),
    path("byttebors/bytter/", exchanges.exchanges, name="exchanges"),
    path("byttebors/bytter/<int:pk>/", exchanges.exchange, name="exchange"),
    path("byttebors/bytter/<int:pk>/ret/", exchanges.edit, name="edit_exchange"),
    path("byttebors/tal/", exchanges.of_a_year, name="figures"),
    path("byttebors/timer/", rules.hours, name="hours"),
    path("byttebors/regler/", rules.rules, name="rules"),
    path("byttebors/boers/", fairs.fairs, name="fairs"),
    path("byttebors/boers/ny/", fairs.edit, name="new_fair"),
    path("byttebors/boers/<int:pk>/", fairs.fair, name="fair"),
    path("byttebors/boers/<int:pk>/ret/", fairs.edit, name="edit_fair"),
    path("byttebors/boers/<int:pk>/sedler/", fairs.slips, name="slips"),
    path("byttebors/boers/<int:pk>/sedler/fortryd/", fairs.take_out, name="take_out_slip"),
    path("byttebors/boers/<int:pk>/tavle/", fairs.wall, name="wall"),
]
