# atexit: order, arguments, exceptions; modules are still whole when the functions run.
import atexit, sys

def say(*args, **keywords):
    print('say', args, sorted(keywords.items()))
    return 5

class Fail:
    def __call__(self, text): raise ValueError(text)
    def __repr__(self): return 'Fail()'

class Same:
    def __init__(self, name): self.name = name
    def __call__(self): print('same', self.name)
    def __eq__(self, other): return isinstance(other, Same)
    __hash__ = None
    def __repr__(self): return 'Same()'
    def __del__(self): print('del', self.name)

def attempt(call):
    try:
        print(call())
    except BaseException as error:
        print(type(error).__name__, error)

base = atexit._ncallbacks()
print(atexit.register(say, 1, 2, a=3) is say, atexit._ncallbacks() - base)
attempt(lambda: atexit.register())
attempt(lambda: atexit.register(3))
atexit.register(Same('one'))
atexit.register(say)
atexit.register(Same('two'))
print(atexit._ncallbacks() - base)
atexit.unregister(Same('three'))
print(atexit._ncallbacks() - base)
atexit._run_exitfuncs()
print(atexit._ncallbacks())

@atexit.register
def last():
    print('last', sys is not None, say is not None)
    sys.stdout.flush()

atexit.register(say, 'kept')
value = Same('global')
atexit.register(lambda: print(value.name, atexit.register(say, 'late') is say))
count = sys.getrefcount(say)
atexit.register(say)
print(sys.getrefcount(say) - count)
atexit.unregister(say)
print(sys.getrefcount(say) - count)

atexit.register(Fail(), 'no')
