"""What the rules of letters found, in the language of the page."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.letters.model.checking import Finding

SENTENCES: Mapping[str, LazyString] = {
    'the first {most} words name no day': _l('the first %(most)s words name no day'),
    'the first {most} words do not say what to do, or what happens': _l(
        'the first %(most)s words do not say what to do, or what happens'),
    'must be a question, or begin with what to do': _l('must be a question, or begin with what to do'),
    'this paragraph has more than {most} sentences': _l('this paragraph has more than %(most)s sentences'),
    'a threat stands in the first half of the letter': _l('a threat stands in the first half of the letter'),
    'it does not list what to write and to add': _l('it does not list what to write and to add'),
    'it does not say why the day was moved': _l('it does not say why the day was moved'),
    'it does not say to have the V-number ready': _l('it does not say to have the V-number ready'),
    'its name, why and in what form must stand in one point': _l(
        'its name, why and in what form must stand in one point'),
    'it does not show {field}': _l('it does not show %(field)s'),
    '{article} wants this element, and it is not there': _l('%(article)s wants this element, and it is not there'),
    '{article} wants {field} to stand here, and it has no value': _l(
        '%(article)s wants %(field)s to stand here, and it has no value'),
    '{article} wants "{wanted}" to stand here': _l('%(article)s wants "%(wanted)s" to stand here'),
    '{length} words; {most} is the most': _l('%(length)s words; %(most)s is the most'),
    '{mean} words a sentence on average; {most} is the most': _l(
        '%(mean)s words a sentence on average; %(most)s is the most'),
    'write the date out, with its month in full': _l('write the date out, with its month in full'),
    'an article of the law stands in running text': _l('an article of the law stands in running text'),
    'people do not say this': _l('people do not say this'),
    '{rare} rare words in a hundred; {most} is the most': _l('%(rare)s rare words in a hundred; %(most)s is the most'),
    'it does not say in which language it is, and how that is written': _l(
        'it does not say in which language it is, and how that is written'),
    'it has no title': _l('it has no title'),
    'it has no text for who does not see it': _l('it has no text for who does not see it'),
    'it does not say of which cells it is the header': _l('it does not say of which cells it is the header'),
    'it has no header cells': _l('it has no header cells'),
    'it has no words': _l('it has no words'),
    'there may be text in this picture': _l('there may be text in this picture'),
    'there must be one first heading, and there are {count}': _l(
        'there must be one first heading, and there are %(count)s'),
    'a level is skipped': _l('a level is skipped'),
}
"""What is wrong, by how the rules say it."""
PLACES: Mapping[str, LazyString] = {
    'heading and lead': _l('heading and lead'), 'the letter': _l('the letter'), 'headings': _l('headings'),
}
NAMED: Mapping[str, LazyString] = {
    'element': _l('the element %(name)s'),
    'heading': _l('the heading %(name)s'),
    'header cell': _l('the header cell %(name)s'),
    'picture': _l('the picture %(name)s'),
    'table': _l('the table %(name)s'),
    'link': _l('the link %(name)s'),
}
"""Places that have a name, which stands behind them."""


def in_words(finding: Finding) -> str:
    """Where it is, and what is wrong there."""
    return f'{_place(finding.place)}: {str(SENTENCES[finding.sentence]) % dict(finding.values)}'


def _place(place: str) -> str:
    """A part of the letter, or words of it as they stand there."""
    if place in PLACES:
        return str(PLACES[place])
    return next(
        (str(words) % {'name': place.removeprefix(f'{kind} ')} for kind, words in NAMED.items()
         if place.startswith(f'{kind} ')), place,
    )
