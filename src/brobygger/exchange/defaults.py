"""The categories a centre begins with, in its own language; it renames, retires and adds as it likes."""

from typing import Final

from brobygger.exchange.models import Category

Sort = Category.Sort
CATEGORIES: Final = (
    ("Hænder", Sort.HANDS, "frivillige, hjælpere"), ("Viden og kompetencer", Sort.SKILLS, "oplæg, hjælp, kursus"), ("Udstyr", Sort.EQUIPMENT, "telt, projektor, service"), ("Lokaler", Sort.PREMISES, "sal, køkken, mødelokale"),
    ("Transport", Sort.TRANSPORT, "bil, trailer, kørsel"), ("Ting", Sort.GOODS, "møbler, tøj, materialer"),
)


def lay_out() -> None:
    """Give the centre in force its first categories, where it has none."""
    if not Category.objects.exists():
        for position, (name, sort, also) in enumerate(CATEGORIES):
            Category.objects.create(name=name, sort=sort, also=also, position=position)
