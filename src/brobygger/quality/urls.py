from django.urls import path

from brobygger.quality.views import frameworks, points, rounds

app_name = "quality"
urlpatterns = [
    path("kvalitet/", frameworks.frameworks, name="frameworks"),
    path("kvalitet/ny/", frameworks.new, name="new"),
    path("kvalitet/<int:pk>/", frameworks.framework, name="framework"),
    path("kvalitet/<int:pk>/ret/", frameworks.edit, name="edit"),
    path("kvalitet/<int:pk>/tekster/", frameworks.texts, name="texts"),
    path("kvalitet/<int:pk>/udgave/", frameworks.new_edition, name="new_edition"),
    path("kvalitet/<int:pk>/punkt/nyt/", frameworks.new_point, name="new_point"),
    path("kvalitet/punkter/<int:pk>/", frameworks.point, name="point"),
    path("kvalitet/punkter/<int:pk>/flyt/", frameworks.move_point, name="move_point"),
    path("kvalitet/<int:pk>/runde/ny/", rounds.new, name="new_round"),
    path("kvalitet/runder/<int:pk>/", rounds.round_, name="round"),
    path("kvalitet/runder/<int:pk>/ret/", rounds.edit, name="edit_round"),
    path("kvalitet/runder/<int:pk>/mine-svar/", rounds.mine, name="mine"),
    path("kvalitet/runder/<int:pk>/luk/", rounds.close, name="close"),
    path("kvalitet/runder/<int:pk>/punkter/<int:point>/", points.joint, name="joint"),
    path("kvalitet/belaeg/<int:pk>/fjern/", points.take_evidence_out, name="take_evidence_out"),
    path("kvalitet/forbedringer/<int:pk>/", points.improvement, name="improvement"),
    path("kvalitet/forbedringer/<int:pk>/i-planen/", points.into_plan, name="into_plan"),
]
