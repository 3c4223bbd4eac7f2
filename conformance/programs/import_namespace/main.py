"""Namespace packages: folders without __init__.py, in several places of sys.path."""
import sys
here = sys.path[0]
sys.path[1:1] = [here + '/east', here + '/west']


def short(value):
    return str(value).replace(here, '…')


import world.sun
import world.moon
print(world.sun.NAME, world.moon.NAME)
print(short(list(world.__path__)), world.__file__, world.__package__)
print(type(world.__path__).__name__, type(world.__loader__).__name__, len(world.__path__), short(world.__path__))
print(short(world.__spec__.submodule_search_locations), world.__spec__.origin)
print(list(vars(world)))
import world.deep.ground
print(world.deep.ground.NAME, short(list(world.deep.__path__)))
from world import deep, sun
print(deep.__name__, sun.__name__)
try:
    import world.nothing
except ImportError as error:
    print(error)
try:
    from world import nothing
except ImportError as error:
    print(short(error))
import whole
print(whole.KIND)
