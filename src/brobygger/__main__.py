"""``python -m brobygger``: what ``./brobygger`` becomes once its packages are there."""

from brobygger.config.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
