"""The settings for letters on paper: all there, or the start stops with one sentence that never tells the key."""

import pytest

from portal.posting import NOBODY, WrongPosting, read_posting
from portal.settings import Settings, WrongSettings

KEY = 'helder-loket-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0'
NOTIFY = {'PORTAL_POST': 'notify', 'PORTAL_NOTIFY_URL': 'https://api.notify.example', 'PORTAL_NOTIFY_KEY': KEY}


def test_without_settings_nobody_posts():
    assert read_posting({'PORTAL_MODE': 'demo'}, demo=True) == NOBODY
    assert read_posting({'PORTAL_POST': 'print'}, demo=False).way == 'print'


def test_an_account_is_read_whole():
    posting = read_posting(NOTIFY | {'PORTAL_NOTIFY_POSTAGE': 'second', 'PORTAL_NOTIFY_URL': 'https://api.notify.example/'}, demo=False)
    account = posting.notify
    assert (posting.way, account.url, account.key, account.postage) == ('notify', 'https://api.notify.example', KEY, 'second')
    assert KEY not in repr(posting)


def test_letters_that_wait_still_go_after_the_way_was_changed():
    assert read_posting(NOTIFY | {'PORTAL_POST': 'print'}, demo=False).notify.key == KEY


@pytest.mark.parametrize(('changes', 'says'), [
    ({'PORTAL_POST': 'fax'}, "PORTAL_POST must be print or notify, or left out, but it is 'fax'."),
    ({'PORTAL_NOTIFY_URL': ''}, 'PORTAL_NOTIFY_URL is missing; sending letters by a Notify service needs it.'),
    ({'PORTAL_NOTIFY_KEY': ''}, 'PORTAL_NOTIFY_KEY is missing; sending letters by a Notify service needs it.'),
    ({'PORTAL_NOTIFY_TOKEN': 'x'}, 'PORTAL_NOTIFY_TOKEN is not a setting; check the spelling.'),
    ({'PORTAL_NOTIFY_URL': 'http://api.notify.example'}, 'PORTAL_NOTIFY_URL must start with https://.'),
    ({'PORTAL_NOTIFY_URL': 'http://127.0.0.1:8020'}, 'PORTAL_NOTIFY_URL must start with https://.'),
    ({'PORTAL_NOTIFY_URL': 'https://api.notify.example/v2'}, 'PORTAL_NOTIFY_URL must be an address without a path'),
    ({'PORTAL_NOTIFY_URL': 'https://user@api.notify.example'}, 'PORTAL_NOTIFY_URL must be an address without a path'),
    ({'PORTAL_NOTIFY_URL': 'api.notify.example'}, 'PORTAL_NOTIFY_URL must be an address without a path'),
    ({'PORTAL_NOTIFY_KEY': KEY[:-1]}, 'PORTAL_NOTIFY_KEY must be a name and two long numbers'),
    ({'PORTAL_NOTIFY_KEY': f'{KEY}\n'}, 'PORTAL_NOTIFY_KEY must be a name and two long numbers'),
    ({'PORTAL_NOTIFY_POSTAGE': 'pigeon'}, 'PORTAL_NOTIFY_POSTAGE must be one of first, second, economy,'),
])
def test_what_is_wrong_stops_the_start(changes, says):
    given = {name: value for name, value in (NOTIFY | changes).items() if value}
    with pytest.raises(WrongPosting) as wrong:
        read_posting(given, demo=False)
    assert str(wrong.value).startswith(says)
    assert given.get('PORTAL_NOTIFY_KEY', KEY).strip() not in str(wrong.value)


def test_a_demonstration_may_have_a_service_on_this_machine(tmp_path):
    here = NOTIFY | {'PORTAL_NOTIFY_URL': 'http://127.0.0.1:8020'}
    assert read_posting(here, demo=True).notify.url == 'http://127.0.0.1:8020'
    assert Settings.from_environment({'PORTAL_DATA': str(tmp_path)} | here).posting.way == 'notify'
    with pytest.raises(WrongSettings, match='^Helder Loket does not start. PORTAL_POST must be'):
        Settings.from_environment({'PORTAL_DATA': str(tmp_path), 'PORTAL_POST': 'fax'})
