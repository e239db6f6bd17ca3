from django.urls import path

from brobygger.surveys.views import (
    by_itself,
    evaluating,
    people,
    questionnaires,
    questions,
    sendings,
    themes,
    translating,
)

app_name = "surveys"
urlpatterns = [
    path("spoergeskemaer/", sendings.sendings, name="sendings"),
    path("spoergeskemaer/skemaer/", questionnaires.questionnaires, name="questionnaires"),
    path("spoergeskemaer/skemaer/nyt/", questionnaires.new, name="new"),
    path("spoergeskemaer/skemaer/<int:pk>/", questionnaires.questionnaire, name="questionnaire"),
    path("spoergeskemaer/skemaer/<int:pk>/ret/", questionnaires.edit, name="edit"),
    path("spoergeskemaer/skemaer/<int:pk>/vis/", questionnaires.preview, name="preview"),
    path("spoergeskemaer/skemaer/<int:pk>/handling/", questionnaires.act, name="act"),
    path("spoergeskemaer/skemaer/<int:pk>/spoergsmaal/", questions.question, name="new_question"),
    path("spoergeskemaer/skemaer/<int:pk>/spoergsmaal/<slug:key>/", questions.question, name="question"),
    path("spoergeskemaer/skemaer/<int:pk>/sprog/<slug:language>/", translating.translation, name="translation"),
    path("spoergeskemaer/skemaer/<int:pk>/send/", sendings.prepare, name="prepare"),
    path("spoergeskemaer/af-sig-selv/", by_itself.by_itself, name="by_itself"),
    path("spoergeskemaer/af-sig-selv/<slug:about>/", by_itself.rule, name="rule"),
    path("spoergeskemaer/evaluer/", evaluating.evaluate, name="evaluate"),
    path("spoergeskemaer/<int:pk>/", sendings.sending, name="sending"),
    path("spoergeskemaer/<int:pk>/ret/", sendings.edit, name="edit_sending"),
    path("spoergeskemaer/<int:pk>/handling/", sendings.act, name="act_sending"),
    path("spoergeskemaer/<int:pk>/modtagere/", people.people, name="people"),
    path("spoergeskemaer/<int:pk>/svar/", people.answers, name="answers"),
    path("spoergeskemaer/<int:pk>/ord/<slug:key>/", themes.words, name="words"),
    path("spoergeskemaer/<int:pk>/papir/", people.paper, name="paper"),
    path("spoergeskemaer/<int:pk>/fil/<slug:ending>/", sendings.results_file, name="results_file"),
]
