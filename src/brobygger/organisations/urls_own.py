from django.urls import path

from brobygger.organisations.views import checks, consents, own, own_contacts

app_name = "own"
urlpatterns = [
    path("", own.own, name="own"),
    path("<int:pk>/", own.start, name="start"),
    path("<int:pk>/profil/", own.profile, name="profile"),
    path("<int:pk>/bekraeft/", checks.own_check, name="check"),
    path("<int:pk>/offentligt/", consents.own_consents, name="consents"),
    path("<int:pk>/kontakter/", own_contacts.contacts, name="contacts"),
    path("<int:pk>/kontakter/ny/", own_contacts.contact, name="new_contact"),
    path("<int:pk>/kontakter/<int:contact>/", own_contacts.contact, name="contact"),
    path("<int:pk>/kontakter/<int:contact>/adgang/", own_contacts.entry, name="entry"),
]
