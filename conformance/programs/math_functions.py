import math
def tr(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
inf=math.inf; nan=math.nan
vals=[0.0,-0.0,1.0,-1.0,0.5,-2.5,3.7,1e308,5e-324,1e-310,inf,-inf,nan,7,-3,2**70]
for n in 'acos acosh asin asinh atan atanh cbrt cos cosh erf erfc exp exp2 expm1 fabs gamma lgamma log log10 log1p log2 sin sinh sqrt tan tanh ulp degrees radians floor ceil trunc frexp modf isnan isinf isfinite'.split():
    f=getattr(math,n); out=[]
    for v in vals:
        try: out.append(repr(f(v)))
        except Exception as e: out.append(type(e).__name__+':'+str(e))
    print(n,out)
for n in 'atan2 copysign fmod pow remainder nextafter hypot'.split():
    f=getattr(math,n); out=[]
    for a in (0.0,-0.0,1.5,-7.25,inf,-inf,nan,1e300):
        for b in (0.0,-0.0,2.0,-3.5,inf,-inf,nan,.5):
            try: out.append(repr(f(a,b)))
            except Exception as e: out.append(type(e).__name__+':'+str(e))
    print(n,out)
print(math.gcd(12,18),math.gcd(),math.gcd(-4),math.gcd(2**80,6**50),math.lcm(4,6),math.lcm(),math.lcm(0,3),math.lcm(2**70,3**40))
print(math.factorial(20),math.factorial(50),math.comb(10,3),math.comb(100,50),math.perm(5,2),math.perm(5),math.perm(3,5),math.comb(3,5),math.isqrt(10**40+5),math.isqrt(99),math.isqrt(2**200-1))
for f in [lambda:math.factorial(-1),lambda:math.factorial(1.5),lambda:math.comb(-1,2),lambda:math.comb(1,-2),lambda:math.perm(2,-1),lambda:math.isqrt(-1),lambda:math.gcd('a'),lambda:math.factorial(2**70),lambda:math.sqrt('x'),lambda:math.sqrt(),lambda:math.ldexp(1,'a'),lambda:math.ldexp(1,5000),lambda:math.log(0),lambda:math.log(10,1),lambda:math.log(1,2,3),lambda:math.pow(0,-1),lambda:math.floor('a'),lambda:math.trunc('a'),lambda:math.fsum([1e308,1e308]),lambda:math.fsum([inf,-inf]),lambda:math.dist([1],[1,2]),lambda:math.isclose(1,2,rel_tol=-1),lambda:math.isclose(1),lambda:math.exp(1000),lambda:math.floor(nan),lambda:math.sqrt(10**400)]: tr(f)
print(math.fsum([.1]*10), math.fsum([1e100,1,-1e100]), math.fsum([]), math.prod([1,2,3.5]), math.prod([],start=7), math.hypot(3,4), math.hypot(1,2,3,4), math.hypot(), math.dist((1,2),(4,6)), math.hypot(1e-320,2e-320),math.hypot(1e308,1e308))
print(math.log(10**400), math.log2(2**5000), math.log10(10**400), math.log(8,2), math.ldexp(.5,10), math.ldexp(1,-1080), math.isclose(1,1+1e-10), math.isclose(1,1.1,abs_tol=.2), math.pi, math.e, math.tau)
print([math.sin(x/7) for x in range(1,9)], math.sin(1e22), math.cos(1e300), math.tan(1e15))
class F:
    def __floor__(s): return 'fl'
    def __ceil__(s): return 'ce'
    def __trunc__(s): return 'tr'
    def __float__(s): return 2.25
print(math.floor(F()),math.ceil(F()),math.trunc(F()),math.sqrt(F()))
print(math.frexp(5e-324),math.modf(-3.25),math.ulp(1),math.nextafter(0,1),math.nextafter(1,0))
print([math.nextafter(*each) for each in ((-5e-324, 0.0), (5e-324, -0.0), (5e-324, -1.0), (-5e-324, 1.0), (0.0, -0.0), (-0.0, 0.0))])
