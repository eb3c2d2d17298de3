"""The door of delivery."""

from portal.delivery.service.noting import Delivery

__all__ = ['Delivery']
