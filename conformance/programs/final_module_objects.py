# Module objects that die: their contents, functions that outlive them, and their part in cycles.
import gc
import sys
import types
import weakref


class F:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', self.name)


m = types.ModuleType('m')
m.a = F('a')
m._b = F('_b')
m.c = F('c')
r = weakref.ref(m)
del m
print(r())
m = types.ModuleType('m')
exec("""
def f():
    return value
value = 'kept'
""", m.__dict__)
f = m.f
del m
print(gc.collect() > 0 or True, f())
m = types.ModuleType('m')
m.me = m
m.x = F('in a cycle')
del m
gc.collect()
sys.modules['temporary'] = types.ModuleType('temporary')
sys.modules['temporary'].x = F('in sys.modules')
import temporary
print(temporary.x.name)
del sys.modules['temporary']
del temporary
gc.collect()
print('end')
