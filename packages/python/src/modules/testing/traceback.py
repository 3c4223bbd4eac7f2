import sys
class Foo:
    def __init__(self): self.value=1; self._priv=2
    def meth(self):
        return valu
def show(f, *a):
    try: f(*a)
    except BaseException as e: sys.excepthook(type(e), e, e.__traceback__)
def f1():
    foo_bar = 1
    return foo_baz
def f2(): return Foo().valeu
def f3(): return Foo().meth()
def f4(): return sy.path
def f5(): return time.time()
def f6(): import sys; return sys.verson
def f7(): return prnt(1)
def f8(): return Foo().priv
def f10(): import nosuchmod
def f11(): return maxx([])
def f12(): return [].appendd
def f13(): return "x".uper()
def f14(): x = x + 1
def f15(): raise NameError('foo', name='show')
def f16(): return io
def f18():
    class K:
        def __getattr__(self, n): raise AttributeError('no')
    return K().x
for f in (f1,f2,f3,f4,f5,f6,f7,f8,f10,f11,f12,f13,f14,f15,f16,f18): show(f)
def g1():
    x = (1 +
         2) / (
        0
    )
def g2():
    return [1,2,3][
        7
    ]
def g3(): return {}['a'] + 1
def g4(): return (lambda: 1/0)()
def g5():
    foo(1,
        2,
        3, a=4)
def foo(*a, **k): return k['zz']
def g6():
    a=foo(b=1)
def g7():
    é = "日本語"; return (é + "日本") // 2
def g8(): return -"x"
def g10(): raise Foo
def g11(): return 1 < "x"
def g13():
    a, b = 1,
def g14(): Foo().x.y.z = 3
def g16(): return foo(
    foo())
def g17(): return 1 if 1/0 else 2
def g18(): return (1)+(None)
def g19(): return 10 **"x"
def g20(): return 1 //0
def g22(): del Foo.nope
def g23(): return f"{1/0}"
def g24(): return "%d" % "x"
def g25():
    if True:
        while 1:
            try:
                int(
                    "x"
                )
            finally:
                "a" @ 2
def g26(): return not foo().x
def g27(): Foo()[1:2]
def g28(): Foo()[1] = 3
def g29(): x = 1; x += "a"
def g30(): foo.a.b(1)
def g31(): return ( # comment
   1
   # more
   + "x")
for g in (g1,g2,g3,g4,g5,g6,g7,g8,g10,g11,g13,g14,g16,g17,g18,g19,g20,g22,g23,g24,g25,g26,g27,g28,g29,g30,g31): show(g)
def rec(n):
    if n == 0: raise ValueError('deep')
    return rec(n-1)
show(rec, 10); show(rec, 3); show(rec, 4)
def ch1():
    try: 1/0
    except ZeroDivisionError:
        try: [][1]
        except IndexError as e: raise KeyError('z') from e
show(ch1)
def ch2():
    try: ch1()
    except KeyError: raise RuntimeError
show(ch2)
def ch3():
    a = ValueError(1); b = ValueError(2); a.__cause__ = b; b.__cause__ = a
    raise a
show(ch3)
def ch4():
    try: 1/0
    except ZeroDivisionError as e: raise e
show(ch4)
class Bad(Exception):
    def __str__(self): 1/0
def b1(): raise Bad
show(b1)
class BadNote(Exception): pass
def b2():
    e = BadNote('x'); e.__notes__ = 5; raise e
def b3():
    e = BadNote('x'); e.__notes__ = ['a', 5, Bad()]; raise e
def b4():
    e = BadNote(''); e.__notes__ = 'str'; raise e
def b5():
    raise BadNote('multi\nline')
for f in (b2,b3,b4,b5): show(f)
BadNote.__module__ = 'my.mod'; show(b5)
def s1(): raise SyntaxError('msg', ('fn.py', 3, 5, '  foo bar\n', 3, 8))
def s2(): raise SyntaxError('msg', ('fn.py', 3, 5, '  foo bar\n', 4, 8))
def s3(): raise SyntaxError('msg', ('fn.py', 3, 0, 'foo\n', 3, 0))
def s4(): raise SyntaxError('msg', ('fn.py', 3, None, 'foo\n'))
def s5(): raise SyntaxError('msg')
def s6(): raise SyntaxError('msg', (None, 3, 50, '\tfoo\n'))
def s7(): raise IndentationError('msg', ('fn.py', 3, 2, 'foo\tx\n', 3, -1))
def s8(): raise SyntaxError
def s9(): raise SyntaxError('m', ('f', None, None, None))
for f in (s1,s2,s3,s4,s5,s6,s7,s8,s9): show(f)
sys.tracebacklimit = 1
show(rec, 2)
sys.tracebacklimit = 0
show(rec, 2)
