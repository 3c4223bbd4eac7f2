# gc.garbage that is not empty when the interpreter ends.
import gc

gc.disable()
gc.collect()
gc.set_debug(gc.DEBUG_SAVEALL)
l = []
l.append(l)
del l
print(gc.collect())
print(len(gc.garbage))
gc.set_debug(0)
