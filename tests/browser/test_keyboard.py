"""The whole booking with keys only: Tab, Space, Enter and the arrows."""

from playwright.sync_api import Locator, expect

from tests.browser.visitor import FAMILY, Visitor

MOST_TABS = 60


def test_a_visit_is_booked_by_keys_only(visitor: Visitor) -> None:
    hands = Keys(visitor)
    visitor.opens('/')
    hands.skip_to_content()
    hands.enter(visitor.button('Plan a visit'))
    hands.space(visitor.page.locator('#product'))
    hands.press('ArrowDown')
    hands.press('ArrowUp')
    hands.enter(visitor.button('Next'))
    hands.space(visitor.page.locator('#persons'))
    hands.enter(visitor.button('Next'))
    hands.space(visitor.page.locator('input[name=desk][value=AM]'))
    hands.enter(visitor.button('Show times'))
    hands.space(visitor.times().first)
    hands.press('ArrowDown')
    hands.enter(visitor.button('Keep this time'))
    visitor.reads_heading('Who is coming?')
    for label, text in (('First names', 'Amina'), ('Family name', 'Voorbeeld'), ('Day', '27'), ('Month', '3'),
                        ('Year', '1990'), ('V-number', FAMILY[0].number)):
        hands.write(visitor.field(label), text)
    hands.press('Enter')
    hands.write(visitor.field('E-mail address'), 'amina@example.com')
    hands.press('Enter')
    hands.enter(visitor.button('Book this visit'))
    visitor.reads_heading('Your visit is booked')


def test_the_order_of_the_keys_is_the_order_of_the_page(visitor: Visitor) -> None:
    visitor.finds_times(1)
    visitor.page.locator('details').evaluate_all('all => all.forEach(one => one.open = true)')
    places = []
    for _ in range(MOST_TABS):
        visitor.page.keyboard.press('Tab')
        place = visitor.page.evaluate("""() => [...document.querySelectorAll('a, button, input, summary')]
            .indexOf(document.activeElement)""")
        if place in places or place < 0:
            break
        places.append(place)
    assert len(places) > 5 and places == sorted(places)


class Keys:
    """Somebody's hands on the keyboard."""

    def __init__(self, visitor: Visitor) -> None:
        self._page = visitor.page

    def press(self, key: str) -> None:
        """Press one key."""
        self._page.keyboard.press(key)

    def skip_to_content(self) -> None:
        """Use the first link of the page, and be at its content."""
        self.press('Tab')
        self.press('Enter')
        assert self._page.evaluate('document.activeElement.id') == 'main'

    def reach(self, target: Locator) -> None:
        """Press Tab until the target has the focus, in sight."""
        for _ in range(MOST_TABS):
            if target.evaluate('one => one === document.activeElement'):
                expect(target).to_be_in_viewport(ratio=0.9)
                return
            self.press('Tab')
        raise AssertionError(f'{target} cannot be reached by Tab')

    def space(self, target: Locator) -> None:
        """Choose an answer."""
        self.reach(target)
        self.press('Space')
        assert target.is_checked()

    def enter(self, target: Locator) -> None:
        """Press a button or follow a link, and wait for the page behind it."""
        self.reach(target)
        with self._page.expect_navigation():
            self.press('Enter')

    def write(self, target: Locator, text: str) -> None:
        """Type into a field."""
        self.reach(target)
        self._page.keyboard.type(text)
