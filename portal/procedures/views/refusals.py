"""What people read when the procedures refuse something."""

from flask_babel import lazy_gettext as _

from portal.procedures import errors

REFUSALS = {
    errors.ProcedureUnknown: _('We cannot show this application here yet. Call us, and we tell you where it stands.'),
    errors.CaseUnknown: _('We cannot find this application.'),
    errors.NoLetter: _('This letter was not made. Nothing was sent.'),
}
