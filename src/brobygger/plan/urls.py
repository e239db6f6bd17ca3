from django.urls import include, path

from brobygger.plan.views import changes, edit, evidence, goal, lists, manage, parts, plan, plans, target

app_name = "plan"
urlpatterns = [
    path("planer/", plans.plans, name="plans"),
    path("planer/ny/", manage.new, name="new"),
    path("planer/<int:pk>/", plan.plan, name="plan"),
    path("planer/<int:pk>/uden-optaelling/", target.uncounted, name="uncounted"),
    path("planer/<int:pk>/forvalt/", manage.manage, name="manage"),
    path("planer/<int:pk>/oplysninger/", manage.particulars, name="particulars"),
    path("planer/<int:pk>/kopi/", manage.copy, name="copy"),
    path("planer/<int:pk>/sammenlign/", manage.compare, name="compare"),
    path("planer/<int:pk>/rediger/", edit.edit, name="edit"),
    path("planer/<int:pk>/rettelser/", edit.steps, name="steps"),
    path("planer/<int:pk>/rediger/<slug:kind>/<int:parent>/", parts.add, name="add"),
    path("planer/dele/<slug:kind>/<int:pk>/", parts.part, name="part"),
    path("planer/dele/<slug:kind>/<int:pk>/del/", parts.split, name="split"),
    path("planer/dele/<slug:kind>/<int:pk>/flyt/", parts.move, name="move"),
    path("planer/maal/<int:pk>/", goal.goal, name="goal"),
    path("planer/maal/<int:pk>/aendret/", changes.change_goal, name="change_goal"),
    path("planer/aktivitet/<int:pk>/", changes.activity, name="activity"),
    path("planer/aktivitet/<int:pk>/maaltal/", target.new_target, name="new_target"),
    path("planer/maaltal/<int:pk>/", evidence.evidence, name="evidence"),
    path("planer/tal/<slug:key>/", evidence.measure, name="measure"),
    path("planer/maaltal/<int:pk>/ret/", target.target, name="target"),
    path("planer/bevis/<int:pk>/", evidence.judge_proof, name="judge_proof"),
    path("planer/bevis/<int:pk>/fil/", evidence.proof_file, name="proof_file"),
    path("planer/teams/", lists.teams, name="teams"),
    path("planer/teams/nyt/", lists.team, name="new_team"),
    path("planer/teams/<int:pk>/", lists.team, name="team"),
    path("planer/pejlemaerker/", lists.markers, name="markers"),
    path("planer/pejlemaerker/nyt/", lists.marker, name="new_marker"),
    path("planer/pejlemaerker/<int:pk>/", lists.marker, name="marker"),
    path("", include("brobygger.plan.urls_import")),
]
