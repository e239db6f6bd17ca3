"""The composition root: settings, addresses, the web server's door and the command line. Imports all, imported by none."""
