"""The gate: every check a change must pass, and the suite on both databases and in a browser. Not part of the product."""
