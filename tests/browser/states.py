"""The pages that a visitor meets, each in a state worth a look."""

from collections.abc import Iterator

from tests.browser.visitor import FAMILY, Visitor

TAKEN_BY = '4000000001', '4000000002', '4000000003'


def walk(visitor: Visitor) -> Iterator[str]:
    """Open one page after the other; yields the name of each."""
    yield from _questions(visitor)
    yield from _plan(visitor)
    yield from _visit(visitor)
    yield from _waiting(visitor)
    yield from _others(visitor)


def _questions(visitor: Visitor) -> Iterator[str]:
    for name, address in (
        ('start', '/'), ('product', '/plan'), ('people', '/plan/people?product=BIO'),
        ('place', '/plan/place?product=BIO&persons=3'), ('times-everywhere', '/plan/times?product=BIO&persons=3'),
        ('times', '/plan/times?product=BIO&persons=3&desk=AM'),
        ('empty', '/plan/times?product=BIO&persons=3&desk=ZW&weekday=4'),
    ):
        glue = '&' if '?' in address else '?'
        visitor.opens(f'{address}{glue}lang={visitor.language}')
        visitor.page.locator('details').evaluate_all('all => all.forEach(one => one.open = true)')
        yield name


def _plan(visitor: Visitor) -> Iterator[str]:
    visitor.finds_times(3, 'AM')
    visitor.keeps_time()
    visitor.presses('Next')
    yield 'person-wrong'
    visitor.names(*FAMILY[:2])
    yield 'person'
    visitor.names(FAMILY[2])
    yield 'contact'
    visitor.gives_address()
    yield 'check'
    visitor.presses('Book this visit')


def _visit(visitor: Visitor) -> Iterator[str]:
    yield 'booked'
    visit = visitor.page.url.partition('?')[0].removeprefix(visitor.portal.url)
    for name in ('move', 'earlier', 'cancel'):
        visitor.opens(f'{visit}/{name}')
        yield name
    visitor.opens(visit)
    visitor.presses('%(name)s is not coming', name='Leyla Voorbeeld')
    yield 'take-off'
    visitor.opens(f'{visit}/cancel')
    visitor.presses('Cancel the visit')
    yield 'cancelled'


def _waiting(visitor: Visitor) -> Iterator[str]:
    visitor.opens('/wait?product=BIO&persons=3&desk=ZW')
    yield 'wait'
    taken = visitor.portal.book(visitor.portal.free('ZW', 3)[-1], *TAKEN_BY)
    visitor.presses('Next')
    visitor.names(*FAMILY)
    visitor.gives_address()
    visitor.presses('Put me on the waiting list')
    yield 'waiting'
    visitor.portal.planner.changing.cancel(taken.key, once='once', room='web')
    visitor.page.reload()
    yield 'offer'


def _others(visitor: Visitor) -> Iterator[str]:
    for name, address in (
        ('find', '/visit'), ('help', '/help'), ('not-found', '/nothing'), ('old-address', '/oap/en/'),
        ('gone', f'/visit/{"0" * 32}'),
    ):
        visitor.opens(address)
        yield name
