import sys
def T(s, f):
    try: print(s, '->', f())
    except BaseException as e: print(s, '!!', type(e).__name__, e)
def inner(keep):
    x = [1]
    y = lambda: x
    f = sys._getframe()
    keep.append(f)
    print(sorted(f.f_locals), f.f_lineno, f.f_code.co_name, f.f_back.f_code.co_name)
    T('clear running', f.clear)
    return f
keep = []
def outer():
    z = 3
    return inner(keep)
fr = outer()
print(fr is keep[0], fr.f_back is None, sorted(fr.f_locals), fr.f_locals['x'])
print(fr.f_globals is globals(), fr.f_builtins['len'] is len, fr.f_trace, fr.f_trace_lines)
T('set', lambda: setattr(fr, 'f_lineno2', 1))
fr.clear(); print(fr.f_locals, sys.getrefcount(keep) )
class K:
    a = 1
    print(sys._getframe().f_locals['a'], sys._getframe().f_code.co_name, '__qualname__' in sys._getframe().f_locals)
def boom(n):
    if n: boom(n - 1)
    else: 1 / 0
try: boom(2)
except ZeroDivisionError as e: tb = e.__traceback__; exc = e
n = 0; t = tb; names = []
while t: names.append((t.tb_frame.f_code.co_name, t.tb_lineno)); t = t.tb_next
print(names)
print(type(tb).__name__, type(tb.tb_frame).__name__)
TB = type(tb)
t2 = TB(None, tb.tb_frame, 0, 7); print(t2.tb_lineno, t2.tb_next, t2.tb_frame is tb.tb_frame)
T('1', lambda: TB(1, tb.tb_frame, 0, 7)); T('2', lambda: TB(None, 1, 0, 7)); T('3', lambda: TB(None, tb.tb_frame, 'x', 7)); T('4', lambda: TB())
tb.tb_next = None; print(exc.__traceback__.tb_next)
def loop(): tb.tb_next = tb
T('5', loop)
def bad(): tb.tb_next = 3
T('6', bad)
def dele(): del tb.tb_next
T('7', dele)
T('8', lambda: setattr(tb, 'tb_frame', 1)); T('9', lambda: setattr(tb, 'tb_lineno', 1))
T('10', lambda: exc.with_traceback(None).__traceback__)
class D:
    def __del__(self): print('died')
def holds():
    d = D()
    return sys._getframe()
f = holds(); print('held'); del f; print('after')
def holds2():
    d = D(); raise ValueError
try: holds2()
except ValueError as e: print('handling'); e.__traceback__.tb_next.tb_frame.clear(); print('cleared')
T('11', lambda: exc.__setattr__('__traceback__', 1))
