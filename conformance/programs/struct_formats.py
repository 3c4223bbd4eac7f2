# _struct: formats, sizes, values at the ends of their ranges, and what is refused.
import _struct as struct
def a(*x):
    try: print(x, struct.pack(*x))
    except Exception as e: print(x, type(e).__name__, e)
for pre in ['', '<', '>','=']:
    for c,vs in [('b',[128]),('B',[-1]),('h',[40000]),('H',[-1]),('i',[2**31]),('I',[-1]),('l',[2**63]),('L',[-1]),('q',[2**63,-2**63-1]),('Q',[-1,2**64]),('n',[2**63]),('N',[-1]),('P',[-1,2**64,2**65]),('i',[2**70,-2**70,'a',1.5,None]),('I',[2**32,2**64]),('c',[b'ab','a']),('s',['a']),('p',['a']),('f',['a',1e39]),('e',[1e6,65520.0]),('d',['a']),('?',[[]]),('b',[2**70]),('B',[-2**70]),('h',[2**70]),('H',[2**70])]:
        for v in vs: a(pre+c,v)
a('2i',1); a('i',1,2); a('z'); a('2'); a('3 i',1); a('i\0'); a('999999999999999999999i'); a('i i',1,2); a(b'i',1); a(3); a('0s', b'abc'); a('5s',b'abc'); a('3p',b'abcdef'); a('0p',b'a'); a('3x'); a('@ib',1,2); a('bi',1,2);a('b0i',1);a('4611686018427387904q')
def b(f,*x):
    try: print(f,x, getattr(struct,f)(*x))
    except Exception as e: print(f,x,type(e).__name__, e)
b('unpack','i',b'123'); b('unpack','i','1234'); b('unpack','i',1234); b('unpack_from','i',b'123'); b('unpack_from','i',b'12345678',6);b('unpack_from','i',b'12345678',-3);b('unpack_from','i',b'12345678',-9);b('unpack_from','i',b'12345678',-4);b('iter_unpack','i',b'123');b('iter_unpack','',b'');b('iter_unpack','0i',b'')
b('calcsize','ib'); b('calcsize','bi');b('calcsize','<bi');b('calcsize',1);b('unpack','3sx2p?c e f d'.replace(' ',''),bytes(range(64)));b('pack');b('unpack');b('unpack','i');b('calcsize')
s=struct.Struct('>i4sh'); print(s.format, s.size, s.__sizeof__(), struct.Struct(b'i').format)
for f in ['i','ii','3i','3x','2s','']: print(f, struct.Struct(f).__sizeof__())
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
t(lambda: struct.Struct()); t(lambda: struct.Struct(3)); t(lambda: s.unpack(b'')); t(lambda: s.pack(1)); t(lambda: list(s.iter_unpack(bytes(20)))); t(lambda: s.unpack_from(buffer=b'1234567890'))
t(lambda: struct.Struct.__new__(struct.Struct).size); t(lambda: s.pack(1,b'a',2)); t(lambda: next(s.iter_unpack(bytes(10)))); print(type(s.iter_unpack(bytes(10))), len(list(s.iter_unpack(bytes(10)))), s.iter_unpack(bytes(10)).__length_hint__())
t(lambda: s.unpack()); print(struct.error, struct.error.__module__)

import sys, gc
print(sys.getsizeof(s), gc.is_tracked(s))
for f, *v in [('<bBhHiIlLqQ', -1, 255, -2, 65535, -3, 2**32-1, -4, 2**32-1, -5, 2**64-1), ('>e3f2d', 1.5, 0.1, -2.0, float('inf'), 1e300, -0.0), ('@nNP?c5s4p', -7, 8, 9, 3, b'x', b'hello', b'abcdefg')]:
    packed = struct.pack(f, *v)
    print(packed, struct.unpack(f, packed))
for x in [0.0, -0.0, 1.0, 65504.0, 65519.0, 6e-8, 5.96e-8, 2.98e-8, 2.99e-8, 6.1e-5, 6.09e-5, 0.1, 1/3, float('inf'), float('nan'), 2049.0, 2051.0]:
    p = struct.pack('<e', x)
    print(x, p, struct.unpack('<e', p))
class I:
    def __repr__(self): return type(self).__name__
    def __index__(self): return 5
class Bad(I):
    def __index__(self): raise KeyError('no')
a('i', I())
a('i', Bad())
a('?', Bad())
class T(I):
    def __bool__(self): raise KeyError('no truth')
a('?', T())
class Sub(struct.Struct):
    pass
print(Sub('i').pack(3), Sub('h').size)
