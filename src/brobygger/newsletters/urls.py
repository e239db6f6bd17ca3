from django.urls import path

from brobygger.newsletters.views import audiences, letters, sending_steps, subscribers

app_name = "newsletters"
urlpatterns = [
    path("nyhedsbreve/", letters.newsletters, name="newsletters"),
    path("nyhedsbreve/nyt/", letters.new, name="new"),
    path("nyhedsbreve/<int:pk>/", letters.newsletter, name="newsletter"),
    path("nyhedsbreve/<int:pk>/ret/", letters.edit, name="edit"),
    path("nyhedsbreve/<int:pk>/blok/", letters.block, name="new_block"),
    path("nyhedsbreve/<int:pk>/blok/<int:block>/", letters.block, name="block"),
    path("nyhedsbreve/<int:pk>/vis/", letters.preview, name="preview"),
    path("nyhedsbreve/<int:pk>/brev/", letters.letter, name="letter"),
    path("nyhedsbreve/<int:pk>/handling/", letters.act, name="act"),
    path("nyhedsbreve/<int:pk>/afsendelser/", sending_steps.deliveries, name="deliveries"),
    path("nyhedsbreve/<int:pk>/fremdrift/", sending_steps.progress, name="progress"),
    path("nyhedsbreve/udgivet/<int:pk>/", sending_steps.published, name="published"),
    path("nyhedsbreve/retur/", sending_steps.bounces, name="bounces"),
    path("nyhedsbreve/modtagergrupper/", audiences.audiences, name="audiences"),
    path("nyhedsbreve/modtagergrupper/ny/", audiences.edit_audience, name="new_audience"),
    path("nyhedsbreve/modtagergrupper/<int:pk>/", audiences.audience, name="audience"),
    path("nyhedsbreve/modtagergrupper/<int:pk>/ret/", audiences.edit_audience, name="edit_audience"),
    path("nyhedsbreve/modtagergrupper/<int:pk>/handling/", audiences.act_audience, name="act_audience"),
    path("nyhedsbreve/tilmeldte/", subscribers.subscribers, name="subscribers"),
    path("nyhedsbreve/tilmeldte/spoerg/", subscribers.ask, name="ask"),
    path("nyhedsbreve/retur/organisation/<int:pk>/", subscribers.stopped, name="stopped"),
    path("indstillinger/nyhedsbreve/", letters.rules, name="rules"),
    path("nyhedsbreve/tilmeldte/<int:pk>/fjern/", subscribers.remove, name="remove"),
]
