import math, sys
def tr(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
if sys.version_info >= (3,13):
    print(math.fma(2.5,3.5,1), math.fma(1e308,10,-1e309), math.fma(.1,10,-1), math.fma(0.0,-1,-0.0), math.fma(2**-600,2**-600,0.0))
    tr(lambda: math.fma(1e308,10,0)); tr(lambda: math.fma(math.inf,0,1)); print(math.fma(math.nan,1,1), math.fma(1e300,1e300,-math.inf), math.fma(-2**-600,2**-600,0.0))
    print(math.sumprod([1,2,3],[4,5,6]), math.sumprod([.1]*10,[.1]*10), math.sumprod([1,2.5],[2.5,True]), math.sumprod([],[]), math.sumprod([2**70,1.5],[2,3]), math.sumprod([10,20.5,2**62],[2**62,.1,3]))
    tr(lambda: math.sumprod([1],[1,2])); tr(lambda: math.sumprod(['a'],[2]))
    print(math.nextafter(1,2,steps=5), math.nextafter(1,-1,steps=10**30)); tr(lambda: math.nextafter(1,2,steps=-1))
else:
    print('fma' in dir(math), 'sumprod' in dir(math))
