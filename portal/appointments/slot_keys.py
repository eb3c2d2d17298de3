"""The 32 hex signs by which the public interface names a place: enough to find it again, without a table.

Eight bytes say which place; eight more prove that the portal made the key.
"""

import hmac
import struct

from portal.appointments.errors import SlotUnknown
from portal.appointments.model import Catalogue, Slot

LAYOUT = struct.Struct('>HBBI')
"""Number of the desk, number of the product, persons, first tick."""


class SlotKeys:
    """Writes and reads keys of places."""

    def __init__(self, secret_key: str) -> None:
        self._secret = secret_key.encode()

    def write(self, slot: Slot, catalogue: Catalogue) -> str:
        """The key of a place; always the same for the same place."""
        desk, product = catalogue.desks[slot.desk].number, catalogue.products[slot.product].number
        place = LAYOUT.pack(desk, product, slot.persons, slot.starts)
        return (place + self._proof(place)).hex()

    def read(self, key: str, catalogue: Catalogue) -> Slot:
        """The place that a key names; raises `SlotUnknown` for a key that we did not make."""
        place, proof = self._parts(key)
        if not hmac.compare_digest(proof, self._proof(place)):
            raise SlotUnknown
        number, of_product, persons, starts = LAYOUT.unpack(place)
        desk, product = catalogue.numbered_desks.get(number), catalogue.numbered_products.get(of_product)
        if desk is None or product is None:
            raise SlotUnknown
        return Slot(starts=starts, ticks=product.ticks(persons), desk=desk.key, product=product.key, persons=persons)

    def _proof(self, place: bytes) -> bytes:
        return hmac.digest(self._secret, b'slot ' + place, 'sha256')[:8]

    @staticmethod
    def _parts(key: str) -> tuple[bytes, bytes]:
        try:
            signs = bytes.fromhex(key)
        except ValueError as error:
            raise SlotUnknown from error
        if len(signs) != 16:
            raise SlotUnknown
        return signs[:8], signs[8:]
