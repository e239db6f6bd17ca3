"""One centre's rows, and never another's: every way we know of to reach across, tried by somebody who means it."""

from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Subquery

from brobygger.centres.models import Centre, Locality, Theme
from brobygger.centres.scoping import CentreOwned, NoCentreInForce, centre_in_force, no_centre_in_force
from brobygger.core.forms import ModelForm
from brobygger.organisations.models import Network, Organisation
from tests.factories import LocalityFactory, NetworkFactory, OrganisationFactory, ThemeFactory
from tests.test_factories import FACTORIES

pytestmark = pytest.mark.django_db
OWNED = [model for model in apps.get_models() if issubclass(model, CentreOwned)]

# Made when this module is imported, with no centre in force, as a module's own querysets are.
THEMES = Theme.objects.filter(retired=False)
NAMES = Theme.objects.order_by("name").values_list("name", flat=True)


class OrganisationForm(ModelForm):
    class Meta:
        model = Organisation
        fields = ["name", "sector", "locality", "parent"]


@pytest.fixture
def theirs(other_centre: Centre) -> dict[str, Any]:
    """Rows of the other centre."""
    with centre_in_force(other_centre):
        locality = LocalityFactory.create(name="Deres landsby")
        organisation = OrganisationFactory.create(name="Deres forening", locality=locality)
        network = NetworkFactory.create(name="Deres netværk", theme=ThemeFactory.create(name="Deres tema"))
        network.members.add(organisation)
    return {"locality": locality, "organisation": organisation, "network": network, "theme": network.theme}


@pytest.fixture
def ours(centre: Centre) -> dict[str, Any]:
    locality = LocalityFactory.create(name="Vores landsby")
    organisation = OrganisationFactory.create(name="Vores forening", locality=locality)
    network = NetworkFactory.create(name="Vores netværk", theme=ThemeFactory.create(name="Vores tema"))
    network.members.add(organisation)
    return {"locality": locality, "organisation": organisation, "network": network, "theme": network.theme}


class TestEveryModel:
    @pytest.mark.parametrize("model", OWNED, ids=lambda model: model._meta.label)
    def test_rows_of_another_centre_are_not_there(self, model: Any, centre: Centre, other_centre: Centre) -> None:
        with centre_in_force(other_centre):
            theirs = FACTORIES[model].create()
        assert model.objects.count() == 0
        assert model._base_manager.filter(pk=theirs.pk).exists() is False
        assert model._default_manager.filter(pk=theirs.pk).exists() is False
        assert model.everywhere.filter(pk=theirs.pk).exists() is True
        with pytest.raises(model.DoesNotExist):
            model.objects.get(pk=theirs.pk)
        with pytest.raises(model.DoesNotExist):
            theirs.refresh_from_db()

    @pytest.mark.parametrize("model", OWNED, ids=lambda model: model._meta.label)
    def test_no_centre_in_force_raises_whatever_is_asked(self, model: Any) -> None:
        for ask in (list, len, bool, models.QuerySet.count, models.QuerySet.exists, models.QuerySet.first, models.QuerySet.delete):
            with pytest.raises(NoCentreInForce):
                ask(model.objects.all())
        with pytest.raises(NoCentreInForce):
            list(model._base_manager.all())
        with pytest.raises(NoCentreInForce):
            model.objects.update(centre=F("centre"))

    def test_no_global_row_holds_a_key_into_a_centre(self) -> None:
        """Joins start at globals unscoped; so no global may lead to a centre's rows, forwards or backwards."""
        leading = []
        for model in apps.get_models():
            if issubclass(model, CentreOwned):
                continue
            for field in model._meta.get_fields():
                if field.is_relation and isinstance(field.related_model, type) and issubclass(field.related_model, CentreOwned):
                    leading.append(f"{model._meta.label}.{field.name}")
        assert leading == []


class TestReading:
    def test_querysets_made_at_import_read_the_centre_in_force(self, centre: Centre, other_centre: Centre, ours: Any, theirs: Any) -> None:
        assert list(NAMES) == ["Vores tema"]
        with centre_in_force(other_centre):
            assert list(NAMES) == ["Deres tema"]

    def test_rows_already_fetched_are_not_given_out_under_another_centre(
        self, centre: Centre, other_centre: Centre, ours: Any, theirs: Any
    ) -> None:
        assert [theme.name for theme in THEMES] == ["Vores tema"]
        with centre_in_force(other_centre):
            assert [theme.name for theme in THEMES] == ["Deres tema"]
            assert len(THEMES) == THEMES.count() == 1
            assert THEMES[0].name == "Deres tema"
        with no_centre_in_force(), pytest.raises(NoCentreInForce):
            list(THEMES)

    def test_forward_keys_find_no_foreign_row(self, ours: Any, theirs: Any) -> None:
        with pytest.raises(Locality.DoesNotExist):
            _ = Organisation(name="Fælde", locality_id=theirs["locality"].pk).locality

    def test_a_foreign_row_in_hand_leads_to_nothing(self, ours: Any, theirs: Any) -> None:
        held = Network.everywhere.get(pk=theirs["network"].pk)
        assert list(held.members.all()) == []
        with pytest.raises(Theme.DoesNotExist):
            _ = held.theme

    def test_prefetch_reads_the_centre_in_force(self, ours: Any, theirs: Any) -> None:
        found = Network.everywhere.prefetch_related("members", Prefetch("theme")).order_by("pk")
        assert {network.name: [each.name for each in network.members.all()] for network in found} == {
            "Vores netværk": ["Vores forening"],
            "Deres netværk": [],
        }

    def test_values_aggregates_and_subqueries(self, ours: Any, theirs: Any) -> None:
        assert list(Organisation.objects.values_list("name", "locality__name")) == [("Vores forening", "Vores landsby")]
        assert Organisation.objects.aggregate(n=Count("pk")) == {"n": 1}
        assert list(Theme.objects.annotate(n=Count("pk")).values("name", "n")) == [{"name": "Vores tema", "n": 1}]
        inner = Organisation.objects.filter(locality=OuterRef("pk"))
        places = Locality.everywhere.annotate(has=Exists(inner), one=Subquery(inner.values("name")[:1]))
        assert set(places.values_list("name", "has", "one")) == {
            ("Vores landsby", True, "Vores forening"),
            ("Deres landsby", False, None),
        }
        assert Locality.everywhere.filter(pk__in=Organisation.objects.values("locality")).count() == 1

    def test_unions_and_the_like(self, ours: Any, theirs: Any) -> None:
        names = Theme.objects.order_by().values_list("name", flat=True)
        assert sorted(names.union(Organisation.objects.order_by().values_list("name", flat=True))) == ["Vores forening", "Vores tema"]
        assert list(names.intersection(Theme.everywhere.order_by().values_list("name", flat=True))) == ["Vores tema"]
        assert list(Theme.everywhere.order_by().values_list("name", flat=True).difference(names)) == ["Deres tema"]

    def test_asking_for_the_other_centre_by_name_gives_nothing(self, other_centre: Centre, ours: Any, theirs: Any) -> None:
        assert Theme.objects.filter(centre=other_centre).count() == 0
        assert Theme.objects.filter(centre__key="fjernby").count() == 0
        assert (Theme.objects.filter(name="Deres tema") | Theme.objects.all()).count() == 1
        assert Theme.objects.in_bulk([theirs["theme"].pk]) == {}

    def test_a_form_offers_and_takes_our_rows_alone(self, ours: Any, theirs: Any) -> None:
        form = OrganisationForm()
        assert [label for value, label in form.fields["locality"].choices if value] == ["Vores landsby"]
        sent = OrganisationForm({"name": "Ny", "sector": "civil_society", "locality": theirs["locality"].pk})
        assert list(sent.errors) == ["locality"]

    def test_a_form_class_shows_each_centre_its_own(self, other_centre: Centre, ours: Any, theirs: Any) -> None:
        assert [label for value, label in OrganisationForm().fields["parent"].choices if value] == ["Vores forening"]
        with centre_in_force(other_centre):
            assert [label for value, label in OrganisationForm().fields["parent"].choices if value] == ["Deres forening"]

    def test_a_name_taken_elsewhere_is_free_here_and_taken_here_is_said(self, ours: Any, theirs: Any) -> None:
        Theme(name="Deres tema").full_clean()
        with pytest.raises(ValidationError, match="står allerede på listen"):
            Theme(name="Vores tema").full_clean()


class TestWriting:
    def test_no_row_is_made_for_another_centre(self, other_centre: Centre, ours: Any) -> None:
        for make in (
            lambda: Theme.objects.create(name="Fælde", centre=other_centre),
            lambda: Theme.everywhere.create(name="Fælde", centre=other_centre),
            lambda: Theme(name="Fælde", centre=other_centre).save(),
            lambda: Theme.objects.bulk_create([Theme(name="Fælde", centre=other_centre)]),
            lambda: Theme.everywhere.bulk_create([Theme(name="Fælde", centre=other_centre)]),
            lambda: Theme.objects.get_or_create(name="Fælde", centre=other_centre),
            lambda: Theme.objects.update_or_create(name="Fælde", defaults={"centre": other_centre}),
        ):
            with pytest.raises(NoCentreInForce), transaction.atomic():
                make()
        assert Theme.everywhere.filter(name="Fælde").count() == 0

    def test_rows_made_in_bulk_get_the_centre_in_force(self, centre: Centre) -> None:
        Theme.objects.bulk_create([Theme(name="Et"), Theme(name="To")])
        assert set(Theme.everywhere.values_list("name", "centre")) == {("Et", centre.pk), ("To", centre.pk)}

    def test_no_row_moves_to_another_centre(self, other_centre: Centre, ours: Any) -> None:
        theme = ours["theme"]
        with pytest.raises(NoCentreInForce), transaction.atomic():
            Theme.objects.update(centre=other_centre)
        theme.centre = other_centre
        with pytest.raises(NoCentreInForce):
            theme.save()
        with pytest.raises(NoCentreInForce), transaction.atomic():
            Theme.everywhere.bulk_update([theme], ["centre"])
        with pytest.raises(NoCentreInForce), transaction.atomic():
            Theme.objects.update(centre_id=Subquery(Centre.objects.filter(pk=other_centre.pk).values("pk")))
        with centre_in_force(other_centre), pytest.raises(DatabaseError, match="stays with its centre"), transaction.atomic():
            Theme.everywhere.update(centre=other_centre)

    def test_foreign_rows_stay_as_they_are(self, centre: Centre, ours: Any, theirs: Any) -> None:
        pk = theirs["theme"].pk
        assert Theme.objects.filter(pk=pk).update(name="Overtaget") == 0
        assert Theme.objects.filter(pk=pk).delete() == (0, {})
        held = Theme.everywhere.get(pk=pk)
        held.name = "Overtaget"
        for write in (
            held.save,
            held.delete,
            Theme(pk=pk, name="Overtaget").delete,
            lambda: Theme.objects.bulk_create(
                [Theme(pk=pk, name="Overtaget")], update_conflicts=True, unique_fields=["id"], update_fields=["name"]
            ),
        ):
            with pytest.raises(NoCentreInForce), transaction.atomic():
                write()
        with pytest.raises(DatabaseError), transaction.atomic():
            Theme(pk=pk, name="Overtaget").save()
        assert Theme.objects.bulk_update([held], ["name"]) == 0
        Theme.objects.update(name="Kun vores")
        assert set(Theme.everywhere.values_list("name", flat=True)) == {"Kun vores", "Deres tema"}

    def test_get_or_create_makes_our_own_beside_theirs(self, centre: Centre, ours: Any, theirs: Any) -> None:
        made, is_new = Theme.objects.get_or_create(name="Deres tema")
        assert (is_new, made.centre_id) == (True, centre.pk)

    def test_many_to_many_ties_stay_within_the_centre(self, ours: Any, theirs: Any) -> None:
        for foreign in (theirs["organisation"], theirs["organisation"].pk):
            with pytest.raises(DatabaseError, match="two centres"), transaction.atomic():
                ours["network"].members.add(foreign)
        with pytest.raises(DatabaseError, match="two centres"), transaction.atomic():
            ours["organisation"].networks.set([theirs["network"].pk])
        assert [each.name for each in ours["network"].members.all()] == ["Vores forening"]

    def test_a_foreign_key_is_refused_in_bulk_too(self, ours: Any, theirs: Any) -> None:
        with pytest.raises(DatabaseError, match="two centres"), transaction.atomic():
            Organisation.objects.bulk_create([Organisation(name="Fælde", locality=theirs["locality"])])
        with pytest.raises(DatabaseError, match="two centres"), transaction.atomic():
            Organisation.objects.update(locality=theirs["locality"])
