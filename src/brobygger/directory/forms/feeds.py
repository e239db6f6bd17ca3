from brobygger.core.forms import ModelForm
from brobygger.directory.models import OfferFeed


class OfferFeedForm(ModelForm):
    """Where offers of elsewhere are fetched from."""

    class Meta:
        model = OfferFeed
        fields = ["name", "url", "shape", "nearby", "public", "active"]
