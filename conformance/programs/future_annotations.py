from __future__ import annotations

import sys


def f(
    a: int,
    b: undefined.name[1:2, ::3, ...] | None,
    c: lambda x, /, y=1, *z, k, m=2, **kw: (yield_) = 0,
    *d: 'text' f'{x!r:>{w}}{{}}' if b"bytes" else 1,
    e: {**a, 'k': [1, 2.0, -3j, 1e400]} = None,
    g: (1,), h: (), i: ((a, b), c),
    j: not a and (b or c) and not (d == e < f is not g not in h),
    k: -x ** -y + (+z) * ~w - (a - b) - (c ** d) ** e,
    l: (a if b else c) if (lambda: 0) else (lambda: 1)(),
    m: [x for x in y if z if w for a, b in c],
    n: {x: y for x in z} if 0 else {x for x in y},
    o: f(x for x in y), p: f(*a, k=1, **b), q: (1).real, r: 1.5.real, s: 'it\'s', t: "\u00e9\n",
    v: x[a:b, c], w: x[(1, 2)], x: x[*a], y: x[1,], z: True,
    aa: a @ b // c % d << e >> f & g ^ h | i, bb: (a, b)[0], cc: u'text', dd: (await_, ),
    ee: {1, 2, *x}, ff: {}, gg: [], hh: ..., ii: (a < b) < c, jj: a < (b < c), kk: -(-1), ll: (-1) ** 2, mm: 2 ** -1,
    **nn: f"{a}{ {1: 2}!s}" ) -> f'{x=}':
    pass


for name, text in f.__annotations__.items():
    print(name, '|', text)

x: undefined_here
y: also[undefined] = 5


class C:
    a: missing
    b: list[C] = []


print(__annotations__, C.__annotations__)


def g(x: [(yield_)]) -> g:
    y: never[x]
    return y


print(g.__annotations__, hex(g.__code__.co_flags))
