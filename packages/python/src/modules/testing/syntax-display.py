import sys
def show(f, *a):
    try: f(*a)
    except BaseException as e: sys.excepthook(type(e), e, e.__traceback__)
def r(t,*a): raise t('m', ('f.py',*a))
for T in (SyntaxError, IndentationError, TabError):
  for a in [(2, 1, 'print(2)', 2, 6),(2, 1, 'print(2)\n', 2, 6),(2,1,'  print(2)',2,6),(2,3,'  print(2)',2,7),(2,2,'print',2,4),(2,1,'print',2,9)]: show(r,T,*a)
