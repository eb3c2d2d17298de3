"""What cannot be sent."""


class NotificationRefused(Exception):
    """A message was not sent."""


class Undeliverable(NotificationRefused):
    """Trying again will not help: the address is wrong or refused for good."""


class UnknownMailbox(NotificationRefused):
    """The setting for mail names neither a mail server nor a folder."""


class UnsafeMailServer(NotificationRefused):
    """The mail server asks for a password but offers no encryption."""
