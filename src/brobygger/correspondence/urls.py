from django.urls import path

from brobygger.correspondence.views import letters, server, writing

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
    path("indstillinger/mail/", server.server, name="server"),
    path("indstillinger/mail/afproevning/", server.trial, name="trial"),
]
