from . import right
import ring.right as same
partner = right.__name__, same is right
