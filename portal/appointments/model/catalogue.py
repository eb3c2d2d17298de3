"""All that can be visited, as one import left it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from portal.appointments.model.offer import Desk, Need, Product, Resource


@dataclass(frozen=True, kw_only=True, eq=False)
class Catalogue:
    """Products, desks and resources; `number` tells which import they come from."""

    number: int
    products: Mapping[str, Product]
    desks: Mapping[str, Desk]
    resources: Mapping[str, tuple[Resource, ...]]
    """By key of the desk."""

    @lru_cache(maxsize=1024)  # noqa: B019 - a catalogue lives as long as the process, or until the next import
    def able(self, desk: str, product: str) -> tuple[tuple[Resource, ...], ...]:
        """For each thing that the product needs, the resources of the desk that can serve; who can do least first."""
        resources = sorted(self.resources.get(desk, ()), key=lambda resource: len(resource.skills))
        return tuple(
            tuple(resource for resource in resources if _can_serve(resource, need, product))
            for need in self.products[product].needs
        )

    @cached_property
    def numbered_desks(self) -> Mapping[int, Desk]:
        """The desks by their number."""
        return {desk.number: desk for desk in self.desks.values()}

    @cached_property
    def numbered_products(self) -> Mapping[int, Product]:
        """The products by their number."""
        return {product.number: product for product in self.products.values()}

    @lru_cache(maxsize=64)  # noqa: B019
    def offering(self, product: str) -> tuple[Desk, ...]:
        """The desks where the product is offered, in the order of the file."""
        return tuple(desk for desk in self.desks.values() if all(self.able(desk.key, product)))


def _can_serve(resource: Resource, need: Need, product: str) -> bool:
    return resource.kind == need.kind and product in resource.skills and need.skills <= resource.skills
