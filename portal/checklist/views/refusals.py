"""What people read when document help says no."""

from flask_babel import lazy_gettext as _l

from portal.checklist import errors

REFUSALS = {
    errors.ListUnknown: _l(
        'We do not find a list with this code. Check the code. A code works for 60 days.'),
    errors.WrongFile: _l('This is not a file of your answers. Choose the file that you kept. Its name ends in .json.'),
    errors.AnswerImpossible: _l('This answer is not possible here. Choose one of the answers.'),
    errors.NoNationality: _l('This place has no nationality of its own. Choose the country of the passport.'),
    errors.AnswersContradict: _l('Two answers do not go together.'),
}
