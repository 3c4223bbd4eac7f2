"""An uncaught exception holds the frames, and they the names, until the end of the interpreter."""
import weakref
class D:
    def __init__(self, name): self.name = name
    def __del__(self): print('del', self.name)
a = D('a')
_b = D('_b')
def f(x):
    local = D('local of f')
    return 1 / x
weakref.finalize(a, print, 'finalize a')
f(0)
