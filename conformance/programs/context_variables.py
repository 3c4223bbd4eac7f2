# _contextvars: variables, tokens, contexts and running in them.
import sys, gc, _contextvars
from _contextvars import Context, ContextVar, Token, copy_context

def attempt(call):
    try:
        print(call())
    except BaseException as error:
        text = str(error)
        print(type(error).__name__, text[:text.index(' at 0x')] if ' at 0x' in text else text)

class Value:
    def __init__(self, name): self.name = name
    def __repr__(self): return self.name
    def __del__(self): print('del', self.name)

a = ContextVar('a')
b = ContextVar('b', default=42)
print(a.name, b.get(), repr(b)[:31], gc.is_tracked(b), gc.is_tracked(ContextVar('l', default=[])))
attempt(a.get)
print(a.get('fallback'))
token = a.set(Value('one'))
print(a.get(), token.old_value is Token.MISSING, token.var is a, repr(token)[:28])
second = a.set(Value('two'))
print(second.old_value, a.get())
a.reset(second)
print(a.get(), repr(second)[:32])
attempt(lambda: a.reset(second))
attempt(lambda: b.reset(token))
attempt(lambda: a.reset(3))
del second
a.reset(token)
attempt(a.get)
del token
print('--')

context = copy_context()
def inside(x, *, y=0):
    a.set(Value('inner'))
    print(a.get(), x, y, len(copy_context()))
    return x + y
print(context.run(inside, 3, y=4))
attempt(a.get)
print(context[a], a in context, len(context), [v.name for v in context], list(context.values()))
print(context.get(b), context.get(b, 'x'))
attempt(lambda: context[b])
attempt(lambda: context['a'])
attempt(lambda: 3 in context)
attempt(lambda: context.run())
attempt(lambda: Context(1))
attempt(lambda: Token())
attempt(lambda: ContextVar(3))
attempt(lambda: ContextVar())
attempt(lambda: context.run(lambda: context.run(print)))
attempt(lambda: context.run(lambda: 1 / 0))
outer = a.set(1)
attempt(lambda: context.run(lambda: a.reset(outer)))
a.reset(outer)
copy = context.copy()
print(copy == context, copy.run(lambda: a.get()), copy is context, Context() == Context())
copy.run(lambda: a.set('changed'))
print(context[a], copy[a], copy == context, copy != context)
print(sys.getsizeof(context), sys.getsizeof(a), sys.getsizeof(Context()))
print(repr(Token.MISSING), type(a).__name__, type(context).__name__)
attempt(lambda: hash(a) == hash(a))
attempt(lambda: hash(context))
attempt(lambda: setattr(a, 'name', 3))
del context
print('context gone')
del copy

def count():
    v = ContextVar('v')
    o = object()
    before = sys.getrefcount(o)
    t = v.set(o)
    print(sys.getrefcount(o) - before)
    v.set(1)
    print(sys.getrefcount(o) - before)
    v.reset(t)
    print(sys.getrefcount(o) - before)
count()
