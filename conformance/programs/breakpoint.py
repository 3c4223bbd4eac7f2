# breakpoint() calls sys.breakpointhook, and that what PYTHONBREAKPOINT names.
import builtins
import os
import sys
import warnings

print(sys.breakpointhook is sys.__breakpointhook__, breakpoint, sys.breakpointhook)


def hook(*args, **keywords):
    print('hook', args, keywords)
    return 'answer'


sys.breakpointhook = hook
print(breakpoint(), breakpoint(1, two=2))
del sys.breakpointhook
try:
    breakpoint()
except RuntimeError as error:
    print(error)
sys.breakpointhook = sys.__breakpointhook__

os.environ['PYTHONBREAKPOINT'] = '0'
print(breakpoint(1, 2, three=3))
os.environ['PYTHONBREAKPOINT'] = 'print'
breakpoint('printed', 2, sep=' and ')
os.environ['PYTHONBREAKPOINT'] = 'os.path.join'
print(breakpoint('a', 'b'))
for name in ('.', 'no_module.name', 'os.no_name', 'no_name', '.int', '..'):
    os.environ['PYTHONBREAKPOINT'] = name
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            print(breakpoint(), *[f'{w.category.__name__}: {w.message}' for w in caught])
        except ValueError as error:
            print(error)
os.environ['PYTHONBREAKPOINT'] = 'builtins.divmod'
try:
    breakpoint(1, 0)
except ZeroDivisionError as error:
    print(error)
del os.environ['PYTHONBREAKPOINT']
print(builtins.breakpoint.__name__, sys.breakpointhook.__module__)
