"""The portal as a web server sees it: `granian --interface wsgi wsgi:app`."""

from portal.application import create_app
from portal.settings import Settings
from portal.web.observation import write_lines

settings = Settings.from_environment()
write_lines(settings.log_level)
app = create_app(settings)
