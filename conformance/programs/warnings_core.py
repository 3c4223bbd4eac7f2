# _warnings: the default filters, registries, stack levels, actions.
import _warnings, sys

def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)

print([f[:2] + (f[2].__name__,) + f[3:] for f in _warnings.filters])
print(_warnings._defaultaction, _warnings._onceregistry)
warn = _warnings.warn
for i in range(3):
    warn('in a loop')
warn('deprecated', DeprecationWarning)
warn('pending', PendingDeprecationWarning)
warn('resource', ResourceWarning)
def level(n):
    warn('level %d' % n, UserWarning, n)
level(1)
level(2); level(2)
level(3)
print(sorted(k if isinstance(k, str) else (k[0], k[1].__name__, k[2]) for k in __warningregistry__ if k != 'version'))
class Own(UserWarning):
    def __str__(self): return 'own text'
warn(Own('x'))
warn(Own('x'), category=int)
attempt(lambda: warn())
attempt(lambda: warn('a', 3))
attempt(lambda: warn('a', stacklevel='x'))
attempt(lambda: warn('a', nothing=1))
attempt(lambda: _warnings.warn_explicit('m'))
registry = {}
for i in range(2):
    _warnings.warn_explicit('explicit', UserWarning, 'file.py', 3, 'mod', registry)
_warnings.warn_explicit('explicit', UserWarning, 'file.py', 4)
_warnings.warn_explicit('explicit', UserWarning, 'file.py', 4)
print(len(registry))
attempt(lambda: _warnings.warn_explicit('m', UserWarning, 'file.py', 3, 'mod', 5))

class Match:
    def match(self, text):
        print('match', text)
        return text.startswith('e')
filters = _warnings.filters
saved = list(filters)
filters.insert(0, ('error', Match(), UserWarning, None, 0))
_warnings._filters_mutated()
attempt(lambda: warn('error please'))
warn('shown')
filters[0] = ('ignore', None, UserWarning, None, 0)
_warnings._filters_mutated()
warn('not shown')
filters[0] = ('always', None, Warning, None, 0)
_warnings._filters_mutated()
for i in range(2):
    warn('always')
filters[0] = ('once', None, Warning, None, 0)
_warnings._filters_mutated()
def one(): warn('once')
def two(): warn('once')
one(); two()
filters[0] = ('module', None, Warning, None, 0)
_warnings._filters_mutated()
def three(): warn('module')
def four(): warn('module')
three(); four()
filters[0] = ('error', 'exact', Warning, '__main__', 0)
_warnings._filters_mutated()
attempt(lambda: warn('exact'))
warn('inexact')
filters[0] = 3
attempt(lambda: warn('bad filter'))
filters[:] = saved
_warnings._filters_mutated()
class Text:
    text = ''
    def write(self, s): self.text += s
    def flush(self): pass
err, sys.stderr = sys.stderr, Text()
warn('into the object')
text, sys.stderr = sys.stderr.text, err
print(repr(text[text.index(': ') + 2:]))
