# sys.set_int_max_str_digits: where the limit counts.
import sys
def show(f):
    try: r=f(); print(type(r).__name__, r if not isinstance(r,(str,int)) or len(repr(r) if not isinstance(r,int) or r.bit_length()<9000 else '')<60 else 'long')
    except BaseException as e: print(type(e).__name__, e, ascii(getattr(e,'args',''))[:150])
print(sys.get_int_max_str_digits(), sys.int_info.default_max_str_digits, sys.int_info.str_digits_check_threshold)
big=10**4300; ok=10**4300-1
show(lambda: str(ok)); show(lambda: str(big)); show(lambda: repr(big)); show(lambda: f'{big}'); show(lambda: '%d'%big); show(lambda: '%s'%big); show(lambda: '{:d}'.format(big)); show(lambda: format(big,'d')); show(lambda: format(big,',')); show(lambda: format(big,'x')); show(lambda: hex(big)); show(lambda: '%x'%big); show(lambda: '%i'%big); show(lambda: '%5d'%big); show(lambda: f'{-big:>5}'); show(lambda: [big].__repr__()); show(lambda: print(big)); show(lambda: f'{big!r}'); show(lambda: format(big, 'n')); show(lambda: format(big,'e')[:10]); show(lambda: ascii(big)); show(lambda: b'%d'%big); show(lambda: str(-big)); show(lambda: (big).__str__()); show(lambda: int.__repr__(big)); show(lambda: big.__format__('')); show(lambda:'{}'.format(big)); show(lambda: f'{big:08}')
for s in ('1'*4300,'1'*4301,'-'+'1'*4301,' '+'1'*4300+' ','1_'*4300+'1','1'*5000, '0'*4301, b'1'*4301, bytearray(b'1'*4301)):
    show(lambda: int(s))
show(lambda: int('1'*5000, 16)); show(lambda: int('1'*5000, 2)); show(lambda: int('1'*5000,32)); show(lambda: int('1'*5000, 0)); show(lambda: int('1'*5000, 7)); show(lambda: int('1'*5000, 36)); show(lambda: int('z'*5000, 36)); show(lambda: int('0x'+'1'*5000, 0))
show(lambda: eval('1'*4300)); show(lambda: eval('1'*4301)); show(lambda: eval('x = 1 +\\\n  '+'1'*4301)); show(lambda: exec('y = 1\nx = [1, '+'1'*4301+']')); show(lambda: eval('0x'+'1'*5000)); show(lambda: eval('1_'*4301+'1')); show(lambda: float('1'*5000)); show(lambda: eval('1'*5000+'.0')); show(lambda: eval('1'*5000+'j')); show(lambda: compile('-'+'1'*4301, 'f','eval'))
for n in (0, 639, 640, 641, 5000, -1, 1.5, 'a', None, 2**31, 2**40, True, 10**30):
    try: sys.set_int_max_str_digits(n); print(n, 'ok', sys.get_int_max_str_digits())
    except BaseException as e: print(n, type(e).__name__, e)
sys.set_int_max_str_digits(0); show(lambda: len(str(10**20000))); show(lambda: int('1'*20000).bit_length()); show(lambda: eval('1'*20000).bit_length())
sys.set_int_max_str_digits(640); show(lambda: str(10**639)); show(lambda: str(10**640)); show(lambda: int('1'*640)); show(lambda: int('1'*641)); show(lambda: f'{10**640:,}'); show(lambda: eval('1'*641)); show(lambda: str(10**1000)); show(lambda: '%.3d'%10**640); show(lambda: '%.700d' % 5); show(lambda: int('1'*641)); show(lambda: str(2**2125)); show(lambda: str(2**2126)); show(lambda: str(2**2127)); show(lambda: str(10**639*9))
sys.set_int_max_str_digits(maxdigits=4300); show(lambda: sys.set_int_max_str_digits()); show(lambda: sys.set_int_max_str_digits(1,2)); show(lambda: sys.get_int_max_str_digits(1)); print(sys.set_int_max_str_digits(4300))
import json, fractions, decimal
show(lambda: json.loads('1'*4301)); show(lambda: json.dumps(10**4300)); show(lambda: str(fractions.Fraction(10**4300,3)))
show(lambda: {10**4300: 1}); show(lambda: round(10**4301, -2) > 0); show(lambda: int(10.0**300) > 0); show(lambda: str(True))
