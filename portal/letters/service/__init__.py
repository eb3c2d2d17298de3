"""The door of the letters."""

from portal.letters.service.making import FOLDER, Letters

__all__ = ['FOLDER', 'Letters']
