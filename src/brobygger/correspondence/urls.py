from django.urls import path

from brobygger.correspondence.views import letters, writing

app_name = "correspondence"
urlpatterns = [
    path("mail/", letters.letters, name="letters"),
    path("mail/ny/", writing.write, name="write"),
    path("mail/<int:pk>/", letters.letter, name="letter"),
    path("mail/<int:pk>/fremdrift/", letters.progress, name="progress"),
    path("mail/<int:pk>/stop/", letters.stop, name="stop"),
    path("mail/skabeloner/", letters.templates, name="templates"),
    path("mail/skabeloner/ny/", letters.template, name="new_template"),
    path("mail/skabeloner/<int:pk>/", letters.template, name="template"),
]
