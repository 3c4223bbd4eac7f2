from . import left
from . import right
