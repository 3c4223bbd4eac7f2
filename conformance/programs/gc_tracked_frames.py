"""Frame objects are known to the collector from the end of their calls on."""
import sys, gc
def f():
    fr = sys._getframe()
    print(gc.is_tracked(fr), gc.is_tracked(fr.f_back))
    return fr
x = f()
print(gc.is_tracked(x), gc.is_tracked(x.f_back))
def g():
    yield sys._getframe()
k = g(); fr = next(k); print(gc.is_tracked(fr)); 
try: next(k)
except StopIteration: pass
print(gc.is_tracked(fr))
k = g(); fr = k.gi_frame; print(gc.is_tracked(fr)); k.close(); print(gc.is_tracked(fr)); del k; print(gc.is_tracked(fr))
k = g(); fr = next(k); del k; print(gc.is_tracked(fr))
try: 1/0
except Exception as e: print(gc.is_tracked(e.__traceback__.tb_frame))
class K: fr = sys._getframe(); print(gc.is_tracked(fr))
print(gc.is_tracked(K.fr))
