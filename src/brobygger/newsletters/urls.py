from django.urls import path

from brobygger.newsletters.views import audiences, subscribers

app_name = "newsletters"
urlpatterns = [
    path("nyhedsbreve/modtagergrupper/", audiences.audiences, name="audiences"),
    path("nyhedsbreve/modtagergrupper/ny/", audiences.edit_audience, name="new_audience"),
    path("nyhedsbreve/modtagergrupper/<int:pk>/", audiences.audience, name="audience"),
    path("nyhedsbreve/modtagergrupper/<int:pk>/ret/", audiences.edit_audience, name="edit_audience"),
    path("nyhedsbreve/modtagergrupper/<int:pk>/handling/", audiences.act_audience, name="act_audience"),
    path("nyhedsbreve/tilmeldte/", subscribers.subscribers, name="subscribers"),
    path("nyhedsbreve/tilmeldte/spoerg/", subscribers.ask, name="ask"),
    path("nyhedsbreve/tilmeldte/<int:pk>/fjern/", subscribers.remove, name="remove"),
]
