"""dataclasses: made, compared, printed, replaced"""

from dataclasses import dataclass, field

SIZE = 20000


@dataclass
class Point:
    x: int
    y: int = 0


@dataclass(order=True)
class Item:
    price: int
    name: str = field(compare=False)
    place: Point = field(default_factory=lambda: Point(1, 2), compare=False)


def run(size):
    total = 0
    items = []
    for i in range(size):
        point = Point(i, y=i & 7)
        if point == Point(i, 3):
            total += 1
        item = Item(i * 37 % 101, 'item', point)
        items.append(item)
        total += item.place.x & 3
    items.sort()
    total += sum(a < b for a, b in zip(items, items[1:]))
    total += len(repr(items[5])) + hash(items[3].price)
    return [total, repr(items[7])]
