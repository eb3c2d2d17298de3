"""The pages of a clerk who helps somebody."""

from portal.counter.views import applications, letters, people, writing
from portal.counter.views.pages import blueprint

__all__ = ['applications', 'blueprint', 'letters', 'people', 'writing']
