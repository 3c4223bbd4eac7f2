import sys
a='hello'
print(sys.getrefcount(a)); b=a; print(sys.getrefcount(a)); c=b; print(sys.getrefcount(a)); b=0; print(sys.getrefcount(a))
class C: pass
class S: __slots__=('a','b')
class E(Exception): pass
def f(x, y=1): pass

class Z:
    def __sizeof__(self): return 100
class Y:
    def __sizeof__(self): return -1
class X:
    def __sizeof__(self): return 'x'
print(sys.getsizeof(Z()))
for v in (Y(), X()):
    try: print(sys.getsizeof(v, 7))
    except Exception as e: print(type(e), e)
x=sys.intern('ab c'); y=sys.intern('a'+'b c'); print(x is y)
print(sys.getrecursionlimit()); sys.setrecursionlimit(500); print(sys.getrecursionlimit())
def rec(n): return 0 if n==0 else rec(n-1)
try: rec(1000)
except RecursionError as e: print(e)
print(sys.exc_info())
try: 1/0
except ZeroDivisionError as e:
    t,v,tb=sys.exc_info(); print(t, v is e, tb.tb_lineno, tb.tb_frame.f_lineno, tb.tb_next, sys.exception() is e); del e,v,tb
def outer():
    loc=5
    def inner():
        fr=sys._getframe(1); print(fr.f_locals, fr.f_code.co_name, fr.f_lineno, fr.f_back.f_code.co_name, fr.f_back.f_back); return sys._getframe()
    fr = inner(); print(fr.f_code.co_name, fr.f_back.f_code.co_name, fr.f_globals is globals())
outer()
print(sys._getframe().f_lineno, sys._getframe().f_locals is globals())
print(sys.argv[1:], sys.byteorder, sys.maxsize, sys.maxunicode, sys.version_info[:2], sys.version_info.major, sys.version_info >= (3,))
print(type(sys.modules), 'sys' in sys.modules, sys.modules['sys'] is sys, 'gc' in sys.builtin_module_names)
sys.stdout.write('hello\n'); print(sys.stdout.write('') , sys.stdout.encoding, sys.stdout.fileno(), sys.stdout.isatty(), sys.stdout.writable(), sys.stdin.readable(), sys.stderr.name, sys.stdout.name, sys.stdin.mode)
sys.stderr.write('to stderr\n'); sys.stdout.flush(); sys.stdout.writelines(['a\n','b\n'])
sys.displayhook(3); sys.displayhook(None); sys.displayhook('x'); print(_)
try: sys.exit()
except SystemExit as e: print(repr(e.code), e.args)
try: sys.exit('a')
except SystemExit as e: print(repr(e.code), e.args)
try: sys.exit((1,2))
except SystemExit as e: print(repr(e.code), e.args)
def T(s, f):
    try: print(s, '->', f())
    except BaseException as e: print(s, '!!', type(e).__name__, e)
T('sys.getrefcount()', lambda: sys.getrefcount())
T('sys.intern(1)', lambda: sys.intern(1))
T('sys.setrecursionlimit(0)', lambda: sys.setrecursionlimit(0))
T('sys.setrecursionlimit("a")', lambda: sys.setrecursionlimit("a"))
T('sys._getframe(100)', lambda: sys._getframe(100))
T('sys.getsizeof()', lambda: sys.getsizeof())
T('sys.getsizeof(1,2,3)', lambda: sys.getsizeof(1,2,3))
T('sys.exit(1,2)', lambda: sys.exit(1,2))
T('sys.exception(1)', lambda: sys.exception(1))
T('sys.setrecursionlimit(1)', lambda: sys.setrecursionlimit(1))
T('sys.intern(type("S",(str,),{})("a"))', lambda: sys.intern(type("S",(str,),{})("a")))
T('sys.setswitchinterval(-1)', lambda: sys.setswitchinterval(-1))
T('sys.stdout.write(1)', lambda: sys.stdout.write(1))
T('type(sys.version_info)()', lambda: type(sys.version_info)())
T('type(sys.version_info)((1,2))', lambda: type(sys.version_info)((1,2)))
T('sys._getframe("a")', lambda: sys._getframe("a"))
T('sys.unraisablehook(1)', lambda: sys.unraisablehook(1))
T('sys.excepthook(1)', lambda: sys.excepthook(1))
T('sys.displayhook()', lambda: sys.displayhook())
T('sys.getallocatedblocks(1)', lambda: sys.getallocatedblocks(1))
T('sys.foo', lambda: sys.foo)
T('hash(sys.version_info)==hash((3,)+tuple(sys.version_info[1:]))', lambda: hash(sys.version_info)==hash((3,)+tuple(sys.version_info[1:])))
T('sys.version_info+(1,)', lambda: sys.version_info+(1,))
sys.excepthook(ValueError, ValueError('shown'), None)
print(sys.gettrace(), sys.getprofile(), sys.dont_write_bytecode)
def hook(t,v,tb): print('hook', t, v, tb.tb_lineno)
sys.excepthook=hook
1/0
