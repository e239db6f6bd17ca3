from django.urls import path

from brobygger.organisations.views import alike, applications, consents, contacts, entry, lists, members, organisations, partners

app_name = "organisations"
urlpatterns = [
    path("organisationer/", organisations.organisations, name="organisations"),
    path("organisationer/ny/", organisations.edit, name="new_organisation"),
    path("organisationer/indlaes/", lists.upload, name="lists"),
    path("organisationer/indlaes/<int:pk>/", lists.list_, name="list"),
    path("organisationer/dubletter/", alike.alike, name="alike"),
    path("organisationer/dubletter/<int:pk>/<int:other>/", alike.merge, name="merge"),
    path("organisationer/dubletter/<int:pk>/del/", alike.part, name="part"),
    path("organisationer/<int:pk>/", organisations.organisation, name="organisation"),
    path("organisationer/<int:pk>/ret/", organisations.edit, name="edit_organisation"),
    path("organisationer/<int:pk>/offentligt/", consents.consents, name="consents"),
    path("organisationer/<int:pk>/kontakt/", contacts.new, name="new_contact"),
    path("organisationer/<int:pk>/medlem/", members.join, name="join"),
    path("organisationer/<int:pk>/note/", organisations.note, name="note"),
    path("organisationer/noter/<int:pk>/slet/", organisations.note_delete, name="note_delete"),
    path("organisationer/kontakter/<int:pk>/", contacts.edit, name="contact"),
    path("organisationer/kontakter/<int:pk>/adgang/", entry.let_in, name="let_in"),
    path("medlemmer/", members.members, name="members"),
    path("medlemmer/ansoegninger/", applications.listed, name="applications"),
    path("medlemmer/ansoegninger/<int:pk>/", applications.application, name="application"),
    path("medlemmer/person/", members.join_person, name="join_person"),
    path("medlemmer/typer/", members.types, name="types"),
    path("medlemmer/typer/ny/", members.type_, name="new_type"),
    path("medlemmer/typer/<int:pk>/", members.type_, name="type"),
    path("medlemmer/<int:pk>/", members.membership, name="membership"),
    path("medlemmer/<int:pk>/ret/", members.correct, name="correct_membership"),
    path("samarbejder/", partners.collaborations, name="collaborations"),
    path("samarbejder/nyt/", partners.collaboration, name="new_collaboration"),
    path("samarbejder/<int:pk>/", partners.collaboration, name="collaboration"),
]
