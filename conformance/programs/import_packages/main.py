"""Packages, submodules, relative imports, and the attributes a module is born with."""
import sys
import shop
print(shop.__name__, shop.__package__, [p.rsplit('/', 1)[1] for p in shop.__path__], shop.__file__.rsplit('/', 2)[1:])
print(list(vars(shop))[:9])
print(sorted([name for name in sys.modules if name.startswith('shop')]))
import shop.goods.fruit
print(shop.goods.fruit.NAME, shop.goods.fruit.__package__, shop.goods.__package__)
print([name for name in vars(shop.goods.fruit) if not name.startswith('_')])
import shop.goods.fruit as fruit
print(fruit is shop.goods.fruit, sys.modules['shop.goods.fruit'] is fruit)
from shop.goods import fruit as again, tools
print(again is fruit, tools.uses(), tools.parent is shop)
from shop.goods.fruit import NAME, price as cost
print(NAME, cost(3))
print(shop.goods.__spec__.name, shop.goods.__spec__.parent, fruit.__spec__.parent)
print(shop.__spec__.submodule_search_locations == shop.__path__, fruit.__spec__.submodule_search_locations)
print(type(fruit.__loader__).__name__, type(fruit.__loader__).__module__, fruit.__loader__ is fruit.__spec__.loader)
print(fruit.__spec__.origin == fruit.__file__, fruit.__spec__.has_location)
print(type(fruit.__spec__).__name__, type(fruit.__spec__).__module__)
print(fruit.__builtins__ is vars(__builtins__), fruit.__doc__)
print(sys.getrefcount(fruit) - sys.getrefcount(tools))


def inner():
    import shop.goods.tools
    from shop import goods
    return shop.goods.tools.uses(), goods.__name__


print(inner())


class Body:
    import shop.goods
    from shop.goods import fruit as f


print(Body.shop is shop, Body.f is fruit)
print(sys.__spec__.name, sys.__spec__.origin, sys.__loader__.__name__)
print(__name__, __package__, __spec__, __cached__)
