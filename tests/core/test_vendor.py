import json

from brobygger.core import vendor


def test_shipped_files_are_as_the_manifest_says():
    assert json.loads(vendor.MANIFEST.read_text()) == vendor.manifest()


def test_every_shipped_file_is_named():
    shipped = {str(path.relative_to(vendor.VENDOR)) for path in vendor.VENDOR.rglob("*.*") if path.suffix in {".css", ".js", ".woff2"}}
    assert shipped == set(vendor.manifest())
