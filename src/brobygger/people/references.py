"""The record of processing (GDPR article 30) as a reference page, written from the declarations."""

from brobygger.core.privacy import Keep, declarations
from brobygger.core.references import references, table


def kept(keep: Keep) -> str:
    if keep.months is None:
        return "as long as the row is in use, or until the person is erased"
    years, months = divmod(keep.months, 12)
    said = [f"{years} year{'s' if years > 1 else ''}"] if years else []
    said += [f"{months} month{'s' if months > 1 else ''}"] if months else []
    return f"{' and '.join(said)} after `{keep.after}`"


def privacy() -> str:
    text = (
        "# Personal data\n\nWhat Brobygger holds on people, field by field, why, and how long. A test fails when a model or a text field is missing "
        "here. Fields not listed hold nothing about a person. Each night the program blanks what is past its time; the leader fetches all that is "
        "held on a person, or erases it, under *Settings → Personal data*. What was done and counted stays, without a name. A Danish CPR number "
        "is refused in every text field.\n\n"
    )
    rows = []
    for label, declaration in sorted(declarations.items()):
        for name, holding in declaration.fields.items():
            if holding.kind != "open":
                rows.append([f"`{label}`", f"`{name}`", holding.kind, str(holding.purpose), kept(holding.keep)])
    text += table(["What", "Field", "Kind", "Why", "Kept"], rows)
    tied = [f"- `{label}`: {', '.join(f'`{lookup}`' for lookup in declaration.subjects)}" for label, declaration in sorted(declarations.items()) if declaration.subjects]
    return text + "\n\n## Tied to a person\n\nRows that a person's own copy of the data shows, and by which key:\n\n" + "\n".join(tied) + "\n"


references.add("privacy", privacy)
