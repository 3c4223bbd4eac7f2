"""int: operators, constructor, methods, formats, errors."""

def attempt(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__, error)


import sys
print(7 // -2, -7 // 2, 7 % -3, -7 % 3, divmod(-7, 2), 2 ** 100, (-2) ** 3, 2 ** -2, pow(3, 200, 7), pow(3, -1, 7), 10 / 4, ~5, -(-5), +True)
print(1 << 70, -1 >> 3, (1 << 70) >> 68, 0b1011 & 6, 5 | 8, 5 ^ 1, -5 & 0xff, -1 ^ (1 << 65), (1 << 64) % 1000007, 10**30 // 10**10, -10**20 // 7)
print(int('12'), int(' -1_000 '), int('ff', 16), int('0x1f', 0), int('0b11', 0), int('z', 36), int(3.9), int(-3.9), int(True), int(b'42'), int('\u0663'))
print((255).to_bytes(2, 'big'), (-2).to_bytes(2, 'little', signed=True), int.from_bytes(b'\x01\x02', 'little'), int.from_bytes([255, 254], 'big', signed=True))
print((1000).bit_length(), (-1000).bit_count(), (5).as_integer_ratio(), (3).conjugate(), (7).real, (7).imag, (7).numerator, (7).denominator)
print(round(1234, -2), round(1250, -2), round(-15, -1), (5).__round__(), (5).__trunc__(), (5).__floor__(), (5).__ceil__(), hash(2**61 - 1), hash(-1), hash(10**30), hash(-2**70))
print(f'{1234567:,} {255:#x} {255:#o} {5:08b} {-42:+d} {42:<6}| {42:^6}| {42:*>6} {1234:_} {65:c} {3:.2f} {12:e} {10**20:,} {255:#010X} {-5:=6}')
print(5 == 5.0, 2**53 + 1 == float(2**53), 10**400 > 1e308, 3 < 3.5, 1 == True, 2**63 < 1e19, -10**400 < float('-inf'), 5 != '5')
print(sys.getsizeof(0), sys.getsizeof(1), sys.getsizeof(2**30), sys.getsizeof(2**60), sys.getsizeof(-2**90), (0).__sizeof__(), bool(0), not 5, str(-0), repr(10**25))
attempt(lambda: int('x'), lambda: int(''), lambda: int('1__0'), lambda: int('9', 8), lambda: int('1', 1), lambda: int(None), lambda: int([]), lambda: int(5, 2), lambda: int(float('nan')), lambda: int(float('inf')),
        lambda: 1 // 0, lambda: 1 % 0, lambda: divmod(1, 0), lambda: 1 / 0, lambda: 0 ** -1, lambda: 1 << -1, lambda: 1 >> -1, lambda: pow(2, -1, 4), lambda: pow(2, 2, 0), lambda: 10**400 / 1, lambda: float(10**400),
        lambda: 1 + 'a', lambda: 1 + None, lambda: 'a' * 1.5, lambda: [1] * 'a', lambda: (256).to_bytes(1, 'big'), lambda: (-1).to_bytes(1, 'big'), lambda: (1).to_bytes(1, 'x'), lambda: int.from_bytes('a', 'big'),
        lambda: f'{5:.2d}', lambda: f'{5:s}', lambda: f'{5:+c}', lambda: f'{5:,x}', lambda: f'{5:q}', lambda: 1 < 'a', lambda: (1).x, lambda: len(5), lambda: iter(5), lambda: int(x=5), lambda: int('5', base=3.5))
class I(int):
    def __add__(self, other): return 'added'
    def __repr__(self): return 'I!'
i = I(5)
print(i, i + 1, 1 + i, i * 2, type(i * 2), [i], f'{i}', f'{i:d}', str(i), i == 5, hash(i) == 5, int(i), type(int(i)), {5: 'x'}[i])
class Idx:
    def __index__(self): return 3
print([0, 1, 2, 3, 4][Idx()], range(10)[Idx()], hex(Idx()), int(Idx()), 'abcd'[Idx()], Idx().__index__(), bin(Idx()), 'x' * Idx())
