"""What editors read when the desk refuses something."""

from flask_babel import lazy_gettext as _

from portal.editing import errors

REFUSALS = {
    errors.TextUnknown: _('This text is not there.'),
    errors.WrongTexts: _('The letter cannot say this text yet. Nothing was saved, and what you typed is still here.'),
    errors.NotYourDraft: _('This is the draft of a colleague. Nothing was changed. '
                           'Ask your colleague, or begin from another version.'),
    errors.JustSaved: _('A colleague saved a version at the same moment. What you typed is still here. Save it again.'),
    errors.NoDraft: _('This version is not a draft any more. Nothing was changed.'),
    errors.OwnReview: _('You wrote this text. Nothing was changed. Ask a colleague to review it.'),
    errors.ChangedMeanwhile: _('The author changed this text after you opened it. Nothing was changed. '
                               'Read what is here now, and then say that you reviewed it.'),
    errors.NotReviewed: _('Only a reviewed text can be released. Nothing was changed.'),
    errors.ReleasedBefore: _('Choose today or a later day. Letters of earlier days have been sent.'),
    errors.UnfitText: _('Not every sample of this letter may be released with this text. Nothing was changed. '
                        'See below what is wrong.'),
    errors.UnfitLetters: _('Some letters may not be released with this text. Nothing was changed. '
                           'See below which letters, and what is wrong.'),
    errors.NotJudged: _('Not every letter was judged with exactly these words. Nothing was changed. '
                        'Have the letters judged, and release the text after that.'),
    errors.WithdrawnAlready: _('This version was withdrawn before. Nothing was changed.'),
}
