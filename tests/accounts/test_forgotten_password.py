"""Who has forgotten the password makes a new one by mail, told in plain words all the way."""

import re

from django.core import mail as post
from django.test import Client


def test_a_forgotten_password_is_made_anew_in_plain_words(client, bo, centre):
    page = client.get("/konto/password/reset/").content.decode()
    assert "Skriv den mail, du logger ind med" in page
    for mail in (bo.email, "ukendt@example.org"):  # the answer tells nobody who has an account
        assert "er et link på vej" in client.post("/konto/password/reset/", {"email": mail}, follow=True).content.decode()
    link = re.search(r"http\S+(/konto/password/reset/key/\S+)", next(each.body for each in post.outbox if bo.email in each.to)).group(1)
    page = client.get(link, follow=True)
    assert "Vælg en ny adgangskode" in page.content.decode()
    wrong = client.post(page.redirect_chain[-1][0], {"password1": "kort", "password2": "kort"})
    assert "field-error" in wrong.content.decode() or "aria-invalid" in wrong.content.decode()
    done = client.post(page.redirect_chain[-1][0], {"password1": "en-ganske-ny-kode-7", "password2": "en-ganske-ny-kode-7"}, follow=True)
    assert "Du har fået en ny adgangskode" in done.content.decode()
    assert client.login(username=bo.email, password="en-ganske-ny-kode-7")
    assert "Linket virker ikke længere" in Client().get(link, follow=True).content.decode()
    assert "Spørg dit frivilligcenter" in Client().get("/konto/signup/").content.decode()
