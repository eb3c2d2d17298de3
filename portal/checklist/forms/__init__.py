"""What people fill in for document help."""

from portal.checklist.forms.answers import form_for
from portal.checklist.forms.asking import AnswerForm
from portal.checklist.forms.keeping import CodeForm, FileForm
from portal.checklist.forms.papers import DayForm, PaperForm, TickForm

__all__ = ['AnswerForm', 'CodeForm', 'DayForm', 'FileForm', 'PaperForm', 'TickForm', 'form_for']
