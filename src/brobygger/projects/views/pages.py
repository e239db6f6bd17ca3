"""The pages that forms here stand on."""

from brobygger.accounts.form_pages import form_page, kept, removed

__all__ = ["form_page", "kept", "removed"]
