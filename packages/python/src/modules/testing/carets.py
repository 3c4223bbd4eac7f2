import sys
def show(f, *a):
    try: f(*a)
    except BaseException as e: sys.excepthook(type(e), e, e.__traceback__)
x=None
def a1(): return (1)+(None)
def a2(): return ((1))+(None)
def a3(): return (1) + None
def a4(): return (1)+None
def a5(): return 1+(None)
def a6(): return ( 1 ) + ( None )
def a7(): return ((1)+(2))+(None)
def a8(): return (x)[0]
def a9(): return (x) [0]
def b1(): return x[(0)]
def b2(): return x[ 0 ]
def b3(): return x[0][1]
def b4(): return (1 + 2) ** (None)
def b5(): return "é" + 1
def b6(): return "日" + 1
def b7(): return ["日本"][1]
def b8(): "日本"; return x.y
def b9(): return 1 +\
   None
def c1(): return (1 + None # foo
  )
def c2(): return x[
   0]
def c3():
	return x.y
def c4():
    return x. y
def c5(): return 1+-None
def c6(): return 1 + x[0]
def c7(): raise ValueError
def c8():
    raise ValueError(
      1)
def c9(): return x(1)
def d1(): return foo.bar.baz
def d2(): return x @ 1
def d3(): return x if x[0] else 1
def d4(): return 1<<None
def d5(): return 1 << None >> 2
def d6(): return (1)//(None)
def d7(): return x[0] + 1
def d8(): return x[1:2]
def d9(): return x[1:]
def e1(): return x[1, 2]
def e2(): return x["]"]
def e3(): return (x)["]"]
for f in (a1,a2,a3,a4,a5,a6,a7,a8,a9,b1,b2,b3,b4,b5,b6,b7,b8,b9,c1,c2,c3,c4,c5,c6,c7,c8,c9,d1,d2,d3,d4,d5,d6,d7,d8,d9,e1,e2,e3): show(f)
