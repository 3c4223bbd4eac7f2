# Assignment expressions: scopes of comprehensions, positions, precedence, what is refused.
import re

if (n := len('hello')) > 3:
    print(n)
print([y := 1, y + 1, y * 10], y, (z := 5) + z, f'{(w := 7)!r:>3}', w)
values = [1, 5, 2, 8]
print([last := v for v in values], last, any((hit := v) > 4 for v in values), hit, {k: (s := k * 2) for k in 'ab'}, s)
while (line := next(it := iter(values), None)) is not None and line < 5:
    print('line', line)
    break
print(list(it), (m := re.search('b(.)', 'abc')) and m[1], not (q := 0), q)


def f():
    total = 0
    running = [total := total + v for v in values]
    nested = [[inner := i * j for j in range(2)] for i in range(3)]
    return running, total, nested, inner


print(f())


def g():
    global made
    [made := i for i in range(3)]

    def h():
        nonlocal count
        return [count := count + 1 for _ in range(2)]
    count = 10
    return h(), count


print(g(), made)


class C:
    a = (b := 3) + 1
    c = lambda: (d := 5, d)
    print(a, b, c())


print(sorted(n for n in vars(C) if n[0] != '_'))
print((lambda x=(default := 4): x)(), default, [*(t := (1, 2))], t, {'k': (u := 1)}, values[(i := 1)], values[i := 2], f'{(v := 3):{v}}|')
match (subject := [1, 2]):
    case [a, b] if (c := a + b) == 3:
        print(subject, c)
assert (ok := True), (message := 'never')
print('message' in globals())
x = 1
print(x == 1 or (x := 2), x, (x := 3, x), x if (x := 0) else 'zero', x)
for source in ('x := 1', '(x := 1, y := 2)', 'f(x=y := 1)', 'f(x := 1)', 'f(x=(y := 1))', '[i := 0 for i in x]', '[j for i in (j := x)]', 'class A: [x := i for i in y]', '(a.b := 1)', '(a[0] := 1)', '((a, b) := 1)', 'lambda: x := 1', '(lambda: x := 1)', 'lambda: (x := 1)', 'x = y := 1', 'x = (y := 1)', 'del (x := 1)', '(x := 1) = 2', 'def f(a=b := 1): pass', 'def f(a: (b := 1)): pass',
               'a[b:=1]', 'a[b:=1, c:=2]', 'a[b:=1:2]', '{a := 1}', '{a := 1: 2}', '{1: a := 2}', 'x: int := 1', 'with (a := b): pass', '[i for i in range(5) if (j := 0) for k[j + 1] in range(5)]', '(True := 1)', 'assert x := 1', 'f"{x:=5}"', '[(i, i := 1) for i in y]', '[lambda: (i := 1) for i in y]'):
    try:
        compile(source, 's', 'exec')
        print(f'{source:26} ok')
    except SyntaxError as error:
        print(f'{source:26} {error.msg} {error.offset}')
