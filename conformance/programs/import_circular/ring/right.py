from . import left
import ring.left as same
partner = left.__name__, same is left, hasattr(left, 'partner')
