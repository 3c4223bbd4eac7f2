from . import fruit
from .fruit import NAME as fruit_name
from .. import goods
from ..goods.fruit import price
from .. import __name__ as parent_name
import shop as parent


def uses():
    return fruit_name, goods.__name__, price(2), parent_name, fruit.__name__
