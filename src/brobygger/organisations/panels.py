"""What organisations themselves put on the pages that others look at; found at start."""

from brobygger.organisations import own_start, told  # noqa: F401 -- they register what they show
