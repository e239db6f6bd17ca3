from brobygger.core.forms import ModelForm
from brobygger.directory.models import HelpLine


class HelpLineForm(ModelForm):
    """One number that answers when it cannot wait."""

    class Meta:
        model = HelpLine
        fields = ["name", "phone", "when", "about", "website", "position"]
