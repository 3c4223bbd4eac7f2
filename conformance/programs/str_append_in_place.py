"""s += t: grows where it is, unless somebody else has the text."""
import sys
def f(n):
    s = ''
    for i in range(n):
        s += 'x'
    t = s
    s += 'é'
    s += t
    u = s
    s += u
    return len(s), len(t), s[-3:], sys.getrefcount(s) < 100
print(f(1000))
def g():
    s = 'abc' + str(1)
    a = sys.getrefcount(s)
    s += s
    s += 'd'
    s += '€' * 3
    s += ''
    try:
        s += 5
    except TypeError as e: print(e)
    class S(str): pass
    q = S('a'); q += 'b'
    r = 'z'; r += S('k')
    print(s, a, q, type(q), r, s == 'abc1abc1d€€€', hash(s) == hash('abc1abc1d' + '€' * 3))
    def h():
        nonlocal s
        s += 'n'
    h(); h()
    return s
print(g())
