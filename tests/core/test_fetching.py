"""What is fetched over the web never lies inside the house, whatever its name says."""

import pytest

from brobygger.core.fetching import over_the_web


@pytest.mark.parametrize(
    "url",
    ["https://127.0.0.1/", "https://localhost/", "https://localhost:8443/feed", "https://10.0.0.1/", "https://169.254.169.254/latest/meta-data", "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://0.0.0.0/", "https://192.168.1.1/x"],
)
def test_it_does_not_lead_inside_the_house(url):
    with pytest.raises(OSError, match="not an address on the web"):
        over_the_web(url)


@pytest.mark.parametrize("url", ["http://example.org/", "file:///etc/passwd", "ftp://example.org/", "//example.org/", ""])
def test_it_is_the_web_alone_and_kept_from_others_on_the_way(url):
    with pytest.raises(OSError, match="not an address on the web"):
        over_the_web(url)
