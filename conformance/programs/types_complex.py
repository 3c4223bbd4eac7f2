"""complex: literals, operators, constructor, formats, hash, comparison."""
import sys
print(1j, 1+2j, -1j, 2-0j, (1+2j)*(3-4j), (1+2j)/(3-4j), (1+2j)**2, (1+2j)**-3, (1+2j)**(0.5+1j), (-8)**0.5, (-8.0)**(1/3))
print(abs(3+4j), abs(1.1+2.3j), hash(1+2j), hash(3+0j)==hash(3), bool(0j), -(1+2j), +(1j))
print(complex('1+2j'), complex(1), complex(1, 2), complex(imag=3), complex(1+2j, 3+4j), complex(real=2.5))
for a in [lambda: complex('x'), lambda: complex('1', 2), lambda: complex(1, '2'), lambda: complex([]), lambda: complex(1, []), lambda: complex(1,2,3), lambda: 1j < 2j, lambda: 1j // 2, lambda: int(1j), lambda: float(1j), lambda: 1j/0, lambda: 0j**-1, lambda: 0j**1j, lambda: pow(1j, 2, 3), lambda: divmod(1j, 1), lambda: 1j % 2, lambda: (1e200+1e200j)**3, lambda: format(1j, '=5'), lambda: format(1j, '05'), lambda: abs(1e308+1e308j), lambda: 1j.real.foo]:
    try: print(a())
    except Exception as e: print(type(e).__name__, e)
print(f'{1.5+2.25j:.3f}|{1j:>10}|{1+2j:<12}|{3.14159-2.5j:+.2e}|{1j!r}|{12345.678+1j:,.1f}')
z = 3+4j
print(z.real, z.imag, z.conjugate(), z.__getnewargs__(), z == 3+4j, z != 3, 3+0j == 3, 3j == 3.0, 2**53+1 == complex(2**53+1))
try: z.real = 3
except Exception as e: print(type(e).__name__, e)
class C(complex): pass
c = C(1, 2); print(c, type(c), type(c+1), c.__class__, repr(c), type(c.conjugate()), c == 1+2j); 
class D:
    def __complex__(self): return 5j
print(complex(D()), complex(True), complex(2**60))
print({1j: 2, 1: 3}[1+0j])
print(complex(float('nan'), 1), complex(float('inf'), -0.0), complex('nan'), complex(' ( 1-2j ) '), complex('1e5j'), complex('-j'))
print(repr(-0j), repr(0j), repr(-1-0j), complex(-0.0, -0.0))
print(sum([1j, 2, 3.5]), round(abs(1+1j), 10))

print(sys.getsizeof(1j))
