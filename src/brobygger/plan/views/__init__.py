"""The plan's pages, one file per kind of page."""
