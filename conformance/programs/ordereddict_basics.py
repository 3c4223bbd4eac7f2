from _collections import OrderedDict as OD
import sys, gc
print([type(x).__name__ for x in (iter(OD()), OD().keys(), OD().values(), OD().items())])
def tr(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
tr(lambda: OD(1,2)); tr(lambda: OD().update(1,2)); tr(lambda: OD([1])); tr(lambda: OD([(1,2,3)])); tr(lambda: OD(5)); tr(lambda: OD().pop(1)); tr(lambda: OD().popitem()); tr(lambda: OD().move_to_end(1)); tr(lambda: OD(a=1).move_to_end('b'))
tr(lambda: OD().pop()); tr(lambda: OD().move_to_end()); tr(lambda: OD().popitem(1,2)); tr(lambda: OD().fromkeys()); tr(lambda: OD(a=1)['b'])
o=OD(a=1,b=2); o.move_to_end('a'); print(o, o.__reduce__()[:3], dict(o), repr(o.keys()), repr(o.items()), repr(iter(o)).split(' at')[0]); 
tr(lambda: OD(x=1).__delitem__('y'))
def m():
    for k in o: o['z']=1
tr(m)
def m():
    for k in o: o.move_to_end(k)
tr(m)
def m():
    for k in o: del o[k]
tr(m)
k='key'*3; d=OD(); n=sys.getrefcount(k); d[k]=1; print(sys.getrefcount(k)-n); it=iter(d); print(sys.getrefcount(k)-n); next(it); print(sys.getrefcount(k)-n)
print(gc.get_referents(OD([((1,),[2])])), gc.is_tracked(OD()), gc.is_tracked(OD(a=1)))
class S(OD): pass
s=S(a=1); s.x=5; print(s, s.__dict__, s.copy(), s.__reduce__()[:3]); r=OD(); r['r']=r; print(r)
