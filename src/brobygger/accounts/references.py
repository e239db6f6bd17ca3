"""The access table of the documentation: every address, and the roles it opens for."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, get_resolver

from brobygger.accounts.roles import POLICY, May, Role
from brobygger.core.references import references, table


def addresses(patterns: Any = None, name: str = "", path: str = "") -> Iterator[tuple[str, str, Any]]:
    """Each address's full name, its path as a pattern, and what its view asks for: a ``May``, "signed in", or None for nothing."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(each, URLPattern):
            yield name + (each.name or ""), path + str(each.pattern), getattr(each.callback, "needs", None)
        else:
            space = f"{name}{each.namespace}:" if each.namespace else name
            yield from addresses(each.url_patterns, space, path + str(each.pattern))


def access() -> str:
    text = (
        "# Who may open what\n\nEvery address of a centre, and the roles it opens for. A role is held at one centre; elsewhere, and for "
        "visitors without a role, a staff address answers as if it were not there. A tick opens the page: what a person sees or may change on "
        "it can be less (a volunteer sees her own registrations), and depends on the state as well (nobody edits a closed plan). The table is "
        "held against the running program by a test that tries each address as each role.\n\n"
    )
    roles = list(Role)
    rows, open_to_all, for_programs = [], [], []
    for _name, path, needs in sorted(addresses(), key=lambda each: each[1]):
        if isinstance(needs, May):
            rows.append([f"`/{path}`", *("✓" if needs in POLICY[role] else "" for role in roles)])
        elif needs == "token":
            for_programs.append(f"- `/{path}`")
        elif path.startswith("<slug:centre>/"):
            open_to_all.append(f"- `/{path}`")
    text += table(["Address", *(str(role.label) for role in roles)], rows)
    text += "\n\nFor programs alone, each with a token that a leader has made and that says what it opens:\n\n" + "\n".join(for_programs)
    text += "\n\nOpen to everybody, signed in or not:\n\n" + "\n".join(open_to_all) + "\n"
    return text


references.add("access", access)
