"""The portal as a web server sees it: `granian --interface wsgi wsgi:app`."""

from portal.application import create_app

app = create_app()
