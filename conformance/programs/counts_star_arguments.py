"""What f(*a, **k) keeps while the function runs: with keywords, 3.11 unpacks both into a vector that stays."""
import sys
def passed(*args, **keywords):
    return sys.getrefcount(args[0]), len(args)
def named(a, b=None, *, y=None):
    return sys.getrefcount(a)
class C: pass
v=C(); w=C()
def go():
    print(passed(*[v]))
    print(passed(*[v], **{}))
    print(passed(v, *[v], **{'y': v}))
    print(passed(*[v], **{'y': v}))
    print(passed(*(v,), y=v))
    print(passed(v, **{'y': v}))
    print(passed(v, **{'y': w}))
    print(passed(v, y=v, **{'z': w}))
    print(named(*[v]))
    print(named(*[v], **{}))
    print(named(v, **{'b': w}))
    print(named(v, **{'b': v}))
    print(named(v, *[v], **{'y':v}))
    d={'y':v}
    t=(v,)
    print(named(*t, **d))
    print(named(*t, y=1))
    print(named(**{'a':v}))
    print(passed(*t, **d))
go()
class D:
    def m(self, *a, **k): return sys.getrefcount(a[0])
    def n(self, a, b=None): return sys.getrefcount(a)
d=D()
print(d.m(v,**{'a':v}), d.n(v,**{'b':v}), d.n(*[v]), d.m(*[v],**{}))
