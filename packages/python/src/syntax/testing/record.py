"""Records what CPython 3.13 makes of the programs below, for the tests of the syntax layer.

Run it with CPython 3.13 in any directory; it writes the .txt files beside itself, one JSON array a line.
"""

import ast
import codeop
import json
import os
import sys
import symtable
import types
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
POSITIONS = ("lineno", "offset", "end_lineno", "end_offset", "text")

EXPRESSIONS = r"""
a | 1 | 1_000 | 0xFF | 0o17 | 0b1_1 | 1.5 | 1e10 | 1e400 | 1E-5 | 1j | 1.5e3J | 00 | 0.0 | .5 | 5. | 123456789012345678901234567890
'a' | "b" | 'a' 'b' | u'a' 'b' | b'a' b"b" | r'\d' | rb'\d' | '\n\x41\u00e9\U0001F600\101\q\'' | 'é' | b'\x00\n\\' | 'tab\tend' | "it's" | 'say "hi"' | 'both \' and "' | '\ud800'
None | True | False | ... | (a) | () | (a,) | a, | a, b | (a, *b) | [] | [a] | [a, *b,] | {a} | {*a, b} | {} | {a: b} | {a: b, **c}
{**a, b: c,} | [x for x in y] | [x async for x in y if a if b] | {x for x in y} | {x: y for x, y in z} | (x for x in y for z in x)
[x for *x, y in z] | [x for x.y in z] | f(x for x in y) | f(a, *b, c=d, **e) | f(**a, b=c) | f(*a, b, *c, d=1, *e) | f(a := 1)
f(a)(b)[c].d | a[b] | a[b, c] | a[b:c] | a[b:c:d] | a[:] | a[::] | a[:, ::2] | a[*b] | a[*b, c] | a[b := 1] | a[(b := 1):2] | a.b.c
a + b - c | a * b / c // d % e @ f | a ** b ** c | -a ** -b | ~a | +-a | not not a | a << b >> c | a & b ^ c|d
a < b <= c > d >= e == f != g | a in b not in c | a is b is not c | a and b and c or d | not a or b | a if b else c if d else e
lambda: a | lambda a, b=1, /, c=2, *d, e, f=3, **g: a | lambda *, a: a | lambda **a: a | lambda a, /: a | lambda a, *, b: lambda: c
(yield) | (yield a, *b) | (yield from a) | (await a) ** b | -(await a) | (a := b) | (a := (b := c)) | *a, b | a if b else lambda: c
f'' | f'a{b}c' | f'{a!r}{b!s:>{c}}{d!a}' | f'{a=}' | f'{a = !r:^20}' | f'{a=:.2f}' | f'{{}}' | f'{{{a}}}' | rf'\d{a}\{b}' | f'{a:{b}{c}d}'
f'{a}' 'b' f'{c}' | 'a' f'{b}' 'c' 'd' | f'{f"{a}"}' | f'{a["b"]}' | f'{(lambda x: x)}' | f'{a,}' | f'{*a, b}' | f'{yield}' | f'\n{a}\x41'
f'{a:\x41}' | f'{ a }' | f'{a!r:{b!s}}' | F"{a:%H:%M}" | f'é{a}é' | f'{a=}é' | f'{"é"}' | f'{x:=10}' | f'{a if b else c}' | f'{ {1: 2}[1] }' | f'\N{DIGIT ONE}' | '\N{DIGIT ONE}'
ﬁx | 変数 | 𝐱 | match | case | type | _ | print | match(a) | match[a] | match * a | match.a | type(a) | case + 1 | 1if a else 2 | 1or 0
""".strip()

STATEMENTS = r"""
pass
---
pass; pass;
---
x = '''a
b''', f'''{
a
}'''
---
break
---
continue
---
return
---
return a, *b
---
a = b
---
a = b = c, d
---
a, (b, [c, *d]) = e
---
*a, = b
---
a.b = c[d] = yield
---
(a) = [b] = () = [] = c
---
a += 1; a -= 1; a *= 1; a /= 1; a //= 1; a %= 1; a @= 1; a &= 1; a |= 1; a ^= 1; a <<= 1; a >>= 1; a **= yield 1
---
a: int
---
(a): int = 1
---
a.b: int
---
a[b]: c = yield d
---
del a
---
del a, b.c, d[e], (f, [g]), (h),
---
del ()
---
assert a
---
assert a, b
---
raise
---
raise a
---
raise a from b
---
global a, b
---
nonlocal a
---
import a
---
import a.b.c as d, e
---
from a import b
---
from . import b
---
from ...a.b import c as d, e
---
from .... import (a, b as c,)
---
from a import *
---
if a: pass
---
if a:
    pass
elif b:
    pass
elif (c := d):
    pass
else:
    pass
---
while a:
    break
else:
    pass
---
for a in b: continue
---
for a, *b in *c, d:
    pass
else:
    pass
---
for (a, b) in c, d: pass
---
for a.b, c[d] in e: pass
---
async def f():
    async for a in b:
        pass
    async with a as b, c:
        await d
---
with a: pass
---
with a as b, c as (d, e): pass
---
with (a as b, c as d,): pass
---
with (a, b): pass
---
with (a), b: pass
---
with (a).b as c: pass
---
with (a, b) as c: pass
---
with (yield a) as b: pass
---
with (a if b else c): pass
---
with (a as b.c): pass
---
try:
    pass
finally:
    pass
---
try:
    pass
except:
    pass
---
try:
    pass
except a:
    pass
except (b, c) as d:
    pass
else:
    pass
finally:
    pass
---
try:
    pass
except* a:
    pass
except* b as c:
    pass
---
def f(): pass
---
def f(a, b: int = 1, /, c=2, *d: int, e, f: str = 3, **g: dict) -> int: pass
---
def f(*, a, b=1): return a
---
def f(*args: *Ts, **kwargs): pass
---
def f(a, /): pass
---
def f(a, *, b,): pass
---
def f(**a,): pass
---
@a
@b.c(d)
@(e := f)
def g():
    '''doc'''
    yield
---
@a
class b: pass
---
@a
async def b(): pass
---
class A: pass
---
class A(): pass
---
class A(B, *C, metaclass=D, **E):
    a = 1
    def b(self): pass
---
class A[T]: pass
---
class A[T: int = str, *Ts = *tuple[int], **P = [int]](B): pass
---
def f[T, U: (int, str)](a: T) -> U: pass
---
type A = int
---
type A[T, *Ts, **P] = dict[T, P]
---
type = 1
---
type type = type
---
match a:
    case 1: pass
---
match a, b:
    case 1, -2, 3.5, 1 + 2j, -1 - 2j, 'a' 'b', b'c': pass
    case None | True | False: pass
    case _: pass
    case x: pass
    case a.b.c: pass
    case (x): pass
    case (x, y): pass
    case (x,): pass
    case []: pass
    case [x, *_, y]: pass
    case x, *rest: pass
    case *x,: pass
    case {}: pass
    case {'a': x, b.c: y, 1: z, None: w, **rest}: pass
    case {**rest}: pass
    case A(): pass
    case A.B(x, y=z, w=1,): pass
    case A(x,): pass
    case (1 | 2) as x if x > 1: pass
    case [1 as x, {'a': 2 as y}]: pass
    case f'{x}': pass
---
match *a, b:
    case _:
        pass
---
match (a):
    case _: pass
---
match(a)
---
match = 1
---
match: int = 1
---
match x:
    case case: pass
---
match -a:
    case -1: pass
---
if a:
	if b:
		pass
	pass
---
if a:
    # comment

    pass
# comment
  # odd comment
else: pass
---
a = (1 +
     2)
---
a = 1 + \
    2
---
a = '''x
y''' + 'é' + b
---
é = 'ñ'; ñ = é
---
if a:

  b
---
x = [
    1,  # one
    2,
]
---
lambda: (yield)
---
print(*a, sep='')
---
async def f():
    return [x async for x in y], await z
---
a = b if c else d, e
---
x = yield
---
x: (yield)
---
f(a for a in b).c
---
def f():
    x = 1
    def g():
        nonlocal x
        x += 1
    return g
""".strip(
    "\n"
)

TARGETS = """a+b|-a|not a|a and b|a<b|a if b else c|lambda: a|f()|1|'s'|b's'|f'{a}'|None|True|...|[a, 1]|(a, f())|*a|{a}|{a: b}|[x for x in y]
{x for x in y}|{x: y for x in z}|(x for x in y)|(yield)|(await a)|(a := b)|a.b()|a[b]()|(a, *1)|a, 1""".replace("\n", "|").split("|")
TARGET_FORMS = ["{} = 1", "x = {} = 1", "del {}", "for {} in x: pass", "with a as {}: pass", "{} += 1", "{}: int", "[y for {} in x]", "({} := 1)", "f({}=1)"]

INVALID = r"""
a b
---
a = = 1
---
(a b)
---
[a, b c]
---
f(a b)
---
{a: b c: d}
---
print 1
---
print a, b
---
exec 'a'
---
(
---
f(a,
b
---
[1, 2
x = 3
---
)
---
(]
---
[1,
2)
---
{'a': 1]
---
'abc
---
"abc\"
---
'''abc
---
f'abc
---
f'''abc{x}
---
f'{'
---
f'{}'
---
f'{a'
---
f'{a!}'
---
f'{a!x}'
---
f'{a! r}'
---
f'{a b}'
---
f'}'
---
f'{a:{b'
---
f'{a:{b:{c:{d}}}}'
---
f'{=}'
---
f'{!r}'
---
f'{:x}'
---
f'{a=b}'
---
f'{lambda x: 1}'
---
f'{a $ b}'
---
f'{)}'
---
f'{(]}'
---
f'{a!r b}'
---
f'{*}'
---
f'{a["b}'
---
if a
    pass
---
if a:
pass
---
if a:
---
while a
    pass
---
while a:
pass
---
for a in b
    pass
---
for a in b:
pass
---
for a b in c: pass
---
for a
---
for 1 in a: pass
---
def f(
---
def f
---
def f()
    pass
---
def f():
pass
---
def f:
    pass
---
def (a): pass
---
async def f():
pass
---
async x
---
class A
    pass
---
class A:
pass
---
class A(x for x in y): pass
---
class: pass
---
try
    pass
---
try:
pass
---
try:
    pass
---
try:
    pass
x = 1
---
try:
    pass
except a
    pass
---
try:
    pass
except a:
pass
---
try:
    pass
except
    pass
---
try:
    pass
except a, b:
    pass
---
try:
    pass
except a, b as c:
    pass
---
try:
    pass
except* :
    pass
---
try:
    pass
except*:
    pass
---
try:
    pass
except* a, b:
    pass
---
try:
    pass
except a: pass
except* b: pass
---
try:
    pass
except* a: pass
except b: pass
---
try:
    pass
finally
    pass
---
try:
    pass
finally:
pass
---
else: pass
---
elif a: pass
---
if a: pass
else
    pass
---
if a: pass
else:
pass
---
if a: pass
elif b
    pass
---
if a: pass
elif b:
pass
---
with a
    pass
---
with a:
pass
---
with (a as b, c)
    pass
---
with (a as b, c):
pass
---
with a as f(): pass
---
match a
    case 1: pass
---
match a:
case 1: pass
---
match a:
    case 1
        pass
---
match a:
    case 1:
    pass
---
match a:
    case a as _: pass
---
match a:
    case a as b.c: pass
---
match a:
    case A(x=1, 2): pass
---
match a:
    case {**rest, 'a': 1}: pass
---
match a:
    case 1 + 2: pass
---
match a:
    case 1j + 2j: pass
---
match a:
    case -x: pass
---
    a = 1
---
a = 1
    b = 2
---
if a:
    b
  c
---
if a:
        b
	c
---
if a:
	b
        c
---
f(a=1, b)
---
f(**a, b)
---
f(**a, *b)
---
f(a for a in b, c)
---
f(c, a for a in b)
---
f(a for a in b, c for c in d)
---
f(a=)
---
f(a, b=, c)
---
f(True=1)
---
f(a.b=1)
---
f(a+b=1)
---
f(*a=1)
---
f(**a=1)
---
f(a=b for b in c)
---
f(a, , b)
---
f(*)
---
(*a)
---
(**a)
---
x = *
---
[*a for a in b]
---
{**a for a in b}
---
[a, b for a, b in c]
---
[a, for a in b]
---
[x for x y]
---
[x for x in]
---
{a: *b}
---
{a:}
---
{a: b, c}
---
{a: b, c:}
---
{a: b, **c: d}
---
def f(a=1, b): pass
---
def f(a, (b, c)): pass
---
def f(a, /, /): pass
---
def f(/): pass
---
def f(/, a): pass
---
def f(*, /): pass
---
def f(*a, /): pass
---
def f(a, / *b): pass
---
def f(*): pass
---
def f(*, **a): pass
---
def f(*a=1): pass
---
def f(*a, *b): pass
---
def f(**a=1): pass
---
def f(**a, b): pass
---
def f(**a, *b): pass
---
def f(a=): pass
---
def f(a, 1): pass
---
def f(a b): pass
---
def f(a.b): pass
---
lambda a=1, b: 0
---
lambda (a, b): 0
---
lambda *: 0
---
lambda *a, *b: 0
---
lambda /: 0
---
lambda a, /, /: 0
---
lambda **a, b: 0
---
lambda *a=1: 0
---
lambda **a=1: 0
---
lambda a=: 0
---
lambda
---
def f[]: pass
---
def f[T](): return
class A[]: pass
---
def f[*T: int](): pass
---
def f[**P: (int, str)](): pass
---
type A
---
type A[] = int
---
import
---
import a.
---
import a as
---
import a from b
---
from a import
---
from a import b,
---
from a import (b
---
from a import (b, c d)
---
from a import *, b
---
from import a
---
a := 1
---
(a.b := 1)
---
(a, b := 1) = 2
---
x = y := 1
---
if a = 1: pass
---
if a.b = 1: pass
---
while x = y: pass
---
(a = 1)
---
[a = 1]
---
a if b
---
(a if b)
---
x = a if b else
---
a +
---
a + not b
---
- not a
---
a == not b
---
not
---
a not b
---
a is is b
---
a <> b
---
a ! b
---
a ? b
---
a $ b
---
a.1
---
a..b
---
a[
---
a[1 2]
---
a[]
---
.
---
@
---
@a
x = 1
---
@a b
def f(): pass
---
0777
---
0_7
---
08
---
0b12
---
0b
---
0o8
---
0o19
---
0xg
---
0x_
---
1__0
---
1_
---
1_a
---
1abc
---
1e
---
1e+
---
1.e_1
---
1.5abc
---
1jx
---
0b1f
---
12_34_
---
b'é'
---
'a' b'b'
---
'\x4'
---
'\u12'
---
'\U00110000'
---
'\N{no such name}'
---
'\N'
---
'\N{'
---
b'\x4'
---
f'\x4{a}'
---
\
---
a \ b
---
a = \
---
a b
---
a “b”
---
é = $
---
x = (1,
     2
y = 3
---
return = 1
---
None = 1
---
x.None = 1
---
def None(): pass
---
class True: pass
---
import None
---
del
---
del f()
---
del (a, b+c)
---
del a b
---
assert
---
assert a b
---
raise a b
---
raise from a
---
global
---
global a.b
---
nonlocal 1
---
return a b
---
pass a
---
break 1
---
yield = 1
---
x = yield = 1
---
await
---
await = 1
---
async = 1
---
a, b += 1
---
(a, b): int
---
[a]: int
---
a, b: int
---
a: int: str
---
a +=
---
a =
---
a = 1 = b
---
a ++
---
a -> b
---
x = {a, b: c}
---
x = {**a, b}
---
if: pass
---
for in a: pass
---
while: pass
---
with: pass
---
def f(a):
    return a +
---
class A:
    def f(self)
        pass
---
for x in range(10):
    print(x
print(1)
---
if True:
    x = 1
  else:
    y = 2
---
x = 'a
y = 'b'
---
a; ; b
---
;
---
a:
---
: a
---
,
---
*
---
*a
b c
---
try: pass
except a as b.c: pass
---
async with a: pass
b c
---
𝐱 = ( 1 2 )
---
'é' 'ñ' x y
---
x = "𝄞" y
""".strip(
    "\n"
)

COMMANDS = r"""

---
# comment
---
a
---
a = 1
---
a = 1;
---
a; b
---
(
---
(a
---
(a,
 b
---
[1,
---
{1:
---
f(
---
'''abc
---
'''abc
def
---
f'''abc
---
f'''{a
---
f'''{a}
---
'abc
---
f'abc
---
f'{a
---
a = \
---
a \
---
\
---
if a:
---
if a: b
---
if a: b
else:
---
if a:
    b
---
if a:
    b

---
if a:
    b
else:
---
if a:
    b
c
---
if a
---
while a:
---
while a: b

---
for a in b:
---
for a
---
def f():
---
def f():
    return 1
---
def f():
    return 1

---
def f(a,
---
class A:
---
class A: pass
---
class A:
    x = 1

    y = 2
---
@a
---
@a
def f():
---
try:
---
try:
    a
---
try:
    a
except b:
---
with a:
---
match a:
---
match a:
    case 1:
---
match
---
match a
---
a b
---
a = = 1
---
)
---
(]
---
a +
---
import
---
import a
---
from a import (
---
from a import b,
---
lambda
---
lambda:
---
x = [1, 2
---
x = {
'a': 1,
---
0777
---
1 +
---
a = 1
b = 2
---
a = 1

---
    a
---
async def f():
---
def f():
    '''doc
---
x = '''a
b'''
---
@a

---
if a:
    (b
---
print 'a'
---
a ? b
---
class A(
---
del
---
del a
---
if a:
    b
  c
---
else:
---
""".strip(
    "\n"
)

SCOPES = r"""
a = 1
def f(x, y=2, *args, z, **kwargs):
    b = a
    global g
    g = x
    def inner():
        nonlocal b
        b += y
        return b, args
    return inner
---
class A:
    x = 1
    def __init__(self):
        super().__init__()
        self.__private = __class__
    def __m(self, __p):
        return __p
    y = [x for _ in range(3)]
---
def f():
    x = 1
    class B:
        x = x
        def m(self): return x
    return B
---
def f(n):
    return [i * n for i in range(n) if (last := i)], last
---
f = lambda a, b=1: lambda c: a + b + c
---
def f(a):
    yield a
    x = yield from f(a)
---
async def f(a):
    async for b in a:
        yield b
    [c async for c in a]
---
def f(a, b):
    def g():
        def h():
            return a, b
        return h
    return g
---
def f():
    try:
        import os.path as p, sys
    except ValueError as e:
        print(e)
    with open('x') as (h, i):
        for j, k in h: del j
    from m import q as r
---
class A[T: int]:
    def m[U](self, x: T) -> U:
        return x
---
type X[T] = list[T]
---
def f(x):
    match x:
        case {'a': y, **rest}: return y
        case [a, *b] as c: pass
        case C(z, w=v): pass
---
def f():
    x: int
    y: int = 1
    z.a: int = 2
    def g(): return x
---
def outer():
    def inner():
        return (lambda: free)
    free = 1
    return {k: v for k, v in inner()}, {s for s in free}, (g for g in free)
---
x = 1
def f():
    print(x)
    class C:
        nonlocal_ = x
        def g(self):
            global x
            x = 2
---
def deco(fn): return fn
@deco
def f(a: deco = deco) -> deco: return a
""".strip(
    "\n"
)

SCOPE_ERRORS = r"""
return
---
yield 1
---
await x
---
def f(): await x
---
break
---
continue
---
if a: break
---
def f(): break
---
for a in b:
    def f(): continue
---
def f(a, a): pass
---
lambda a, *a: 0
---
def f(a): global a
---
def f():
    a = 1
    global a
---
def f():
    print(a)
    global a
---
def f():
    a: int
    global a
---
def f():
    global a
    a: int
---
nonlocal a
---
def f(): nonlocal a
---
def f(a): nonlocal a
---
def f():
    a = 1
    def g():
        a = 2
        nonlocal a
---
def f():
    a = 1
    def g():
        print(a)
        nonlocal a
---
def f():
    nonlocal a
    global a
---
def f(): from m import *
---
class A: from m import *
---
class A: return 1
---
class A: yield 1
---
[(yield) for a in b]
---
def f(): [(yield 1) for a in b]
---
def f(): ((yield x) for a in b)
---
[a := 1 for a in b]
---
[b for a in (b := c)]
---
class A: [b := 1 for a in c]
---
def f():
    async with a: pass
---
def f():
    async for a in b: pass
---
async def f():
    yield from a
---
async def f():
    yield 1
    return 2
---
def f(): return [x async for x in y]
---
[x async for x in y]
---
def f[T, T](): pass
---
def f[T](a: (yield)): pass
---
class A[T](b := 1): pass
---
type X = (yield)
---
def f() -> (yield): pass
---
x: (yield)
---
def f(a: (b := 1)): pass
---
*a = 1
---
*a
---
a, *b, *c = d
---
del *a
---
__debug__ = 1
---
def f(__debug__): pass
---
f(a=1, a=2)
---
f(__debug__=1)
---
class A(x=1, x=2): pass
---
try: pass
except: pass
except a: pass
---
from __future__ import nope
---
a = 1
from __future__ import annotations
---
from __future__ import braces
---
import a.b as __debug__
---
match x:
    case a: pass
    case b: pass
---
match x:
    case _: pass
    case b: pass
---
match x:
    case a | b: pass
---
match x:
    case (a, a): pass
---
match x:
    case {'a': 1, 'a': 2}: pass
---
match x:
    case A(b=1, b=2): pass
---
match x:
    case (*a, *b): pass
---
match x:
    case {**a} | b: pass
---
def f(x):
    try: pass
    except* a: return
---
for a in b:
    try: pass
    except* c: break
---
class A:
    def f(): nonlocal __class__
---
class A:
    nonlocal x
---
def f():
    def x(): nonlocal y
---
(a for b in c if (yield))
---
async def f():
    def g(): await x
---
[x for x in (await y)]
---
def f(*, a, a): pass
""".strip(
    "\n"
)


def split(text):
    return text.split("\n---\n")


def write(name, rows):
    with open(os.path.join(HERE, name), "w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=True) + "\n")
    print(name, len(rows))


def describe(error):
    place = [getattr(error, name, None) for name in POSITIONS]
    message = error.msg if isinstance(error, SyntaxError) else str(error)
    return [type(error).__name__, message, *place]


def error_of(source, mode, flags=ast.PyCF_ONLY_AST):
    try:
        compile(source, "<string>", mode, flags)
    except (SyntaxError, MemoryError) as error:
        return describe(error)
    return None


def valid():
    for source in EXPRESSIONS.replace("\n", " | ").split(" | "):
        mode = "exec" if error_of(source, "eval") else "eval"
        tree = compile(source, "<string>", mode, ast.PyCF_ONLY_AST)
        yield [mode, source, ast.dump(tree, include_attributes=True)]
    for source in split(STATEMENTS):
        yield ["exec", source, ast.dump(ast.parse(source), include_attributes=True)]
    for source in ["a", "a; b", "if a: b\n", "if a:\n  b", "if a:\n  b\n", "# c\na", "class A:\n  x = 1\n\n", "a = '''\n'''"]:
        tree = compile(source, "<string>", "single", ast.PyCF_ONLY_AST)
        yield ["single", source, ast.dump(tree, include_attributes=True)]


def invalid():
    sources = [form.format(target) for target in TARGETS for form in TARGET_FORMS] + split(INVALID)
    sources += ["x = " + "(" * 201, "x = " + "-" * 6000 + "1", "not " * 7000 + "a", "".join(" " * i + "if a:\n" for i in range(101))]
    for source in dict.fromkeys(sources):
        error = error_of(source, "exec")
        if error is not None:
            yield ["exec", source, error]
    for source in ["a b", " a", "a = 1", "pass", "a\nb", "a,", "(a", "", "*a", "a; b", "yield"]:
        if error_of(source, "eval") is not None:
            yield ["eval", source, error_of(source, "eval")]
    for source in ["\n", "# c", "a\nb", "if a: b\nc", "a b", "(", "", "if a:\n", "a\n# c\n\nb"]:
        if error_of(source, "single") is not None:
            yield ["single", source, error_of(source, "single")]


def command(source):
    try:
        code = codeop.compile_command(source, "<string>", "single")
    except (SyntaxError, OverflowError, ValueError):
        return "error"
    return "incomplete" if code is None else "complete"


def scope_of(table):
    symbols = {}
    for symbol in table.get_symbols():
        symbols[symbol.get_name()] = [
            symbol.is_global(), symbol.is_declared_global(), symbol.is_local(), symbol.is_free(), symbol.is_parameter(), symbol.is_nonlocal(), symbol.is_assigned(), symbol.is_referenced(),
        ]
    kind = table.get_type()
    return [getattr(kind, "value", kind), table.get_name(), table.get_lineno(), table.is_nested(), symbols, [scope_of(child) for child in table.get_children()]]


def codes_of(code):
    yield [code.co_name, code.co_firstlineno, list(code.co_varnames), list(code.co_cellvars), list(code.co_freevars)]
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from codes_of(constant)


def scopes():
    for source in split(SCOPES):
        yield [source, scope_of(symtable.symtable(source, "<string>", "exec")), list(codes_of(compile(source, "<string>", "exec")))]


def scope_errors():
    for source in split(SCOPE_ERRORS):
        yield [source, error_of(source, "exec", 0)]


def main():
    if sys.version_info[:2] != (3, 13):
        sys.exit("record with CPython 3.13")
    warnings.simplefilter("ignore")
    write("valid.txt", list(valid()))
    write("invalid.txt", list(invalid()))
    write("commands.txt", [[source, command(source)] for source in dict.fromkeys(split(COMMANDS))])
    write("scopes.txt", list(scopes()))
    write("scope-errors.txt", list(scope_errors()))


if __name__ == "__main__":
    main()
