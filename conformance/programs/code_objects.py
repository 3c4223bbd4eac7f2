def f(a, b, /, c=1, *args, d=2, **kw):
    x = lambda: (a, x)
    return x
co = f.__code__
for n in sorted(n for n in dir(co) if n.startswith('co_') and n != 'co_lnotab'):
    v = getattr(co, n)
    print(n, type(v).__name__, v if n not in ('co_code','co_linetable','co_exceptiontable','co_lnotab','_co_code_adaptive','co_positions','co_lines','co_filename','co_consts', 'co_stacksize','co_names') else '')

def show(f, *a, **k):
    try: r = f(*a, **k); print('  ->', r)
    except BaseException as e: print('  !!', type(e).__name__, e)
show(co.replace, 1); show(co.replace, foo=1); show(co.replace, co_name=1); show(co.replace, co_argcount='x'); show(co.replace, co_consts=[]); show(co.replace, co_argcount=-1)
show(lambda: co.replace(co_name='g').co_name); show(lambda: co.replace() == co); show(lambda: co.replace(co_name='g') == co); show(lambda: hash(co.replace()) == hash(co))
show(lambda: co.replace(co_firstlineno=10).co_firstlineno)
c = compile('x=1', 'f', 'exec'); print(c == compile('x=1', 'f', 'exec'), c == compile('x=2','f','exec'), c == compile('x=1','g','exec'), c != 5, c == compile('x=True', 'f', 'exec'), compile('x=0.0','f','exec')==compile('x=-0.0','f','exec'))
print(compile('a+b','','eval') == compile('a-b','','eval'))
show(lambda: c < c)
type_ = type(co)
show(type_); show(type_, 1,2); show(setattr, co, 'co_name', 'x'); show(setattr, co, 'co_argcount', 1); show(setattr, co, 'foo', 1); show(delattr, co, 'co_name')
import types
F = types.FunctionType
g = F(co, {'q': 1}); print(g.__name__, g.__defaults__, g.__globals__, g.__closure__, g.__module__, g.__builtins__ is __builtins__.__dict__, g.__doc__, g.__qualname__, g.__kwdefaults__)
show(F); show(F, 1); show(F, co); show(F, co, 1); show(F, co, {}, 1); show(F, co, {}, None, 1); show(F, co, {}, None, None, 1);  show(F, co, {}, foo=1); show(F, co, {}, None, None, (1,))
inner = co.co_consts
def h():
    y = 5
    def k(p=1):
        'doc'
        return y + p
    return k
k = h()
show(F, k.__code__, {}); show(F, k.__code__, {}, None, None, ()); show(F, k.__code__, {}, None, None, (1,)); show(F, k.__code__, {}, 'nm', (7,), (1,2))
kk = F(k.__code__, {}, 'nm', (7,), k.__closure__); print(kk(), kk(1), kk.__name__, kk.__qualname__, kk.__defaults__, kk.__doc__)
kk = F(code=k.__code__, globals=globals(), name='nn', argdefs=(3,), closure=k.__closure__); print(kk(), kk.__module__)
try:
    kk = F(k.__code__, globals(), closure=k.__closure__, kwdefaults={'x': 1}); print(kk.__kwdefaults__)
except TypeError as e: print(e)
show(setattr, k, '__code__', 5); show(setattr, k, '__code__', f.__code__); show(delattr, k, '__code__')
show(setattr, f, '__defaults__', 5); show(setattr, f, '__kwdefaults__', 5); show(setattr, f, '__name__', 5); show(setattr, f, '__type_params__', 5); show(setattr, f, '__closure__', 5); show(setattr, f, '__globals__', 5); show(setattr, f, '__builtins__', 5);show(setattr, f, '__dict__', 5);show(setattr, f, '__annotations__', 5)
show(delattr, f, '__name__'); show(delattr, f, '__defaults__'); show(delattr, f, '__dict__'); show(delattr, f, '__doc__'); show(delattr, f, '__module__'); show(delattr, f, '__annotations__'); print(f.__module__, f.__doc__, f.__annotations__)
class F2(types.FunctionType if 0 else object): pass
show(lambda: type('X', (F,), {})); show(lambda: type('X', (type_,), {}))
print(len(list(co.co_positions())) == len(co.co_code)//2, all(len(p)==4 for p in co.co_positions()))
print(co.co_flags, h.__code__.co_cellvars, k.__code__.co_freevars, co.co_nlocals, k.__code__.co_consts[0] if k.__doc__ else '')
print(repr(co).split(' at ')[0], repr(co).split(',')[-1])
def u(): pass
print(hash(u.__code__) == hash(u.__code__), len({u.__code__, u.__code__.replace()}), u.__code__.__sizeof__() > 100)
w = u.__code__.replace(co_name='zz', co_filename='ff', co_qualname='QQ', co_flags=67, co_firstlineno=100)
print(w.co_name, w.co_filename, w.co_qualname, w.co_flags, w.co_firstlineno)
def bad(): raise ValueError('z')
bad.__code__ = bad.__code__.replace(co_name='renamed', co_filename='other.py')
try: bad()
except ValueError as e: print(e.__traceback__.tb_next.tb_frame.f_code.co_name, e.__traceback__.tb_next.tb_frame.f_code.co_filename, e.__traceback__.tb_next.tb_lineno)
cs = f.__code__.co_consts
r = F(f.__code__.replace(co_consts=f.__code__.co_consts), {}, kwdefaults={'d': 1}) if 0 else f

def gg(): yield 1
g2 = F(gg.__code__.replace(co_name='x2'), {})
print(list(g2()), g2().gi_code.co_name, g2().__name__)
print(co.co_varnames, f.__code__._varname_from_oparg(0) if hasattr(co,'_varname_from_oparg') else 0)
