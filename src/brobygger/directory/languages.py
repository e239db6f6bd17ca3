"""Languages that an offer can be told in beside Danish: by code, with its name for those who work here, and the one it has for those who speak it."""

from typing import Any, Final, NamedTuple

from django.utils.translation import gettext_lazy


class Language(NamedTuple):
    code: str
    name: Any
    own: str
    rtl: bool = False

    @property
    def direction(self) -> str:
        return "rtl" if self.rtl else "ltr"


LANGUAGES: Final = {
    each.code: each
    for each in (
        Language("en", gettext_lazy("English"), "English"), Language("de", gettext_lazy("German"), "Deutsch"), Language("ar", gettext_lazy("Arabic"), "العربية", rtl=True), Language("uk", gettext_lazy("Ukrainian"), "Українська"),
        Language("pl", gettext_lazy("Polish"), "Polski"), Language("tr", gettext_lazy("Turkish"), "Türkçe"), Language("so", gettext_lazy("Somali"), "Soomaali"), Language("fa", gettext_lazy("Persian and Dari"), "فارسی", rtl=True),
        Language("ur", gettext_lazy("Urdu"), "اردو", rtl=True), Language("ro", gettext_lazy("Romanian"), "Română"), Language("bs", gettext_lazy("Bosnian, Croatian and Serbian"), "Bosanski, hrvatski, srpski"), Language("ru", gettext_lazy("Russian"), "Русский"),
        Language("fr", gettext_lazy("French"), "Français"), Language("es", gettext_lazy("Spanish"), "Español"), Language("vi", gettext_lazy("Vietnamese"), "Tiếng Việt"), Language("ta", gettext_lazy("Tamil"), "தமிழ்"),
        Language("ti", gettext_lazy("Tigrinya"), "ትግርኛ"), Language("kl", gettext_lazy("Greenlandic"), "Kalaallisut"), Language("ku", gettext_lazy("Kurdish"), "Kurdî"), Language("zh", gettext_lazy("Chinese"), "中文"),
    )
}
CHOICES: Final = [(each.code, each.name) for each in LANGUAGES.values()]
