"""The project as a whole: documents that lead somewhere, notes in both languages, no address or path that is nobody's business."""

import re
import subprocess
from pathlib import Path

import pytest

from brobygger import __version__

ROOT = Path(__file__).resolve().parents[1]
TEXT = {".py", ".md", ".toml", ".txt", ".html", ".css", ".js", ".typ", ".po", ".json", ".yml", ".yaml", ""}


def tracked() -> list[Path]:
    """Every text file of the project, as git knows it; without git, what lies in the folders."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        folders = ("src", "tests", "gate", "docs", "changelog.d")
        found = [*ROOT.glob("*"), *(path for folder in folders for path in (ROOT / folder).rglob("*"))]
    return [path for path in found if path.is_file() and path.suffix in TEXT and "__pycache__" not in path.parts]


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    # Put together here, so that this file does not name them itself.
    somebodys = re.compile("/" + "(?:home|Users|work|mnt|workspace)" + r"/[\w.-]+/|/ro" + "ot/")
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in tracked()
        if "vendor" not in path.parts and path.name != "LICENSE"
        for match in somebodys.finditer(path.read_text(errors="replace"))
    ]

    assert found == []


def test_no_file_but_vendored_ones_names_a_registry_of_packages() -> None:
    registries = re.compile("registry" + r"\.npmjs|files\.python" + "hosted|pypi" + r"\.org/simple|index-" + "url", re.IGNORECASE)
    found = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if "vendor" not in path.parts and registries.search(path.read_text(errors="replace"))
    ]

    assert found == []


def test_no_cpr_like_number_stands_in_the_product() -> None:
    cpr = re.compile(r"(?<![\d-])(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}-\d{4}(?![\d-])")
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in tracked()
        if path.is_relative_to(ROOT / "src") and "vendor" not in path.parts
        for match in cpr.finditer(path.read_text(errors="replace"))
    ]

    assert found == []


def test_every_note_of_a_change_is_there_in_both_languages() -> None:
    notes = {path.name for path in (ROOT / "changelog.d").glob("*.md")} - {"README.md"}

    assert {name for name in notes if not name.endswith((".en.md", ".da.md"))} == set()
    assert {name[:-6] for name in notes if name.endswith(".en.md")} == {name[:-6] for name in notes if name.endswith(".da.md")}


def documents() -> list[Path]:
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "changelog.d").glob("*.md")])


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_in_the_documents_lead_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", document.read_text())
    missing = [
        target for target in targets if "://" not in target and not target.startswith("mailto:") and not (document.parent / target).exists()
    ]

    assert missing == []


@pytest.mark.parametrize("folder", ["how-to", "reference"])
def test_every_page_is_listed_in_its_index(folder: str) -> None:
    index = (ROOT / "docs" / folder / "index.md").read_text()
    pages = {path.name for path in (ROOT / "docs" / folder).glob("*.md")} - {"index.md"}

    assert {page for page in pages if f"({page})" not in index} == set()


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text()

    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert re.findall(r"^(\d+)\.[A-Z]", text, flags=re.MULTILINE) == [str(number) for number in range(1, 16)]
    assert text.rstrip().endswith("All other changes or additions to this Appendix require the production of a new EUPL version.")


def test_the_readme_names_the_two_commands() -> None:
    commands = re.findall(r"^    (\./brobygger \w+)$", (ROOT / "README.md").read_text(), flags=re.MULTILINE)

    assert commands == ["./brobygger demo", "./brobygger test"]


def test_the_version_is_the_same_everywhere() -> None:
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text()
