# A small program with dataclasses: an inventory with orders, sorted and summed.
from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property, singledispatch, total_ordering
from typing import ClassVar

@dataclass(frozen=True)
class Item:
    name: str
    price: int
    count: int = 1
    currency: ClassVar[str] = 'EUR'

    @property
    def total(self) -> int:
        return self.price * self.count

@dataclass
class Order:
    number: int
    items: list[Item] = field(default_factory=list)

    def add(self, item: Item) -> Order:
        self.items.append(item)
        return self

    @cached_property
    def total(self) -> int:
        return sum(item.total for item in self.items)

@total_ordering
@dataclass(eq=False)
class Priority:
    order: Order
    level: int

    def __eq__(self, other):
        return self.level == other.level

    def __lt__(self, other):
        return self.level < other.level

@singledispatch
def describe(value):
    return f'? {value!r}'

@describe.register
def _(value: int):
    return f'number {value}'

@describe.register(Item)
def _(value):
    return f'{value.name} x{value.count}'

@describe.register
def _(value: Order | None):
    return 'order ' + ', '.join(map(describe, value.items)) if value else 'nothing'

pen = Item('pen', 2, 10)
order = Order(1).add(pen).add(replace(pen, name='cap', count=1))
print(order, order.total, describe(order), describe(3), describe(None), describe('x'), Item.currency)
queue = sorted([Priority(order, 3), Priority(Order(2), 1)])
print([p.order.number for p in queue], queue[0] <= queue[1], max(queue).level)
print(describe.dispatch(bool)(True), sorted(t.__name__ for t in describe.registry))
by_name = {item.name: item for item in order.items}
print(by_name['cap'] == Item('cap', 2), len({pen, replace(pen)}), order.__dict__['total'])
