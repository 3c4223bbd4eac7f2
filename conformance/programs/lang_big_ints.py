# Large integers: arithmetic identities, division signs, shifts, bit operations, conversion, powers with modulus, digits limits, comparison with floats.
import math
import sys

N = [0, 1, -1, 7, -7, 2 ** 30, -(2 ** 30), 2 ** 60 + 1, -(2 ** 60) - 1, 10 ** 40, -(10 ** 40) + 7, 3 ** 200]
for a in N:
    for b in N:
        if b:
            q, r = divmod(a, b)
            assert q * b + r == a and (r == 0 or (r < 0) == (b < 0)) and abs(r) < abs(b), (a, b)
            assert a // b == q and a % b == r
        assert (a + b) - b == a and (a ^ b) ^ b == a and (a & b) + (a | b) == a + b and ~a == -a - 1
        assert (a * b == 0) == (a == 0 or b == 0) and (a < b) == (b > a) and (a - b) ** 2 == a * a - 2 * a * b + b * b
print([divmod(a, b) for a in (7, -7) for b in (2, -2)], [(-(10 ** 30)) // 7, (-(10 ** 30)) % 7, 10 ** 30 // -(10 ** 15), 10 ** 30 % -(10 ** 15 + 1)])
print([1 << n for n in (0, 29, 30, 31, 59, 60, 64, 100)], [(-1) << 70, (10 ** 30) >> 50, -(10 ** 30) >> 50, -1 >> 100, 5 >> 1000, 0 << 1000])
print([x & -(2 ** 70) for x in (-1, 2 ** 75 + 5, 12345)], (2 ** 100 - 1) ^ (2 ** 50 - 1), ~(2 ** 64), -(2 ** 64) | 1, (2 ** 64 - 1) & 0xFF00FF00FF)
print(3 ** 100, (-3) ** 99, pow(3, 10 ** 20, 10 ** 9 + 7), pow(3, -1, 11), pow(-5, 3, 7), pow(5, 3, -7), pow(2, 10 ** 5, 2 ** 64), pow(0, 0), 0 ** 10)
print(math.factorial(30), math.comb(100, 50), math.perm(20, 10), math.isqrt(10 ** 41), math.gcd(2 ** 100, 6 ** 50) == 2 ** 50, math.lcm(10 ** 10, 6 ** 12))
print(int('9' * 50) + 1, int('-' + '1' * 40), int('1' * 100, 2), int('z' * 30, 36), str(2 ** 200), hex(2 ** 100), oct(-(8 ** 20)), f'{10 ** 25:,}', f'{2 ** 80:_x}', len(str(3 ** 2000)), f'{10 ** 30:e}', f'{-(2 ** 70):+030d}')
print(2 ** 53 == float(2 ** 53), 2 ** 53 + 1 == float(2 ** 53 + 1), 2 ** 53 + 1 > float(2 ** 53), 10 ** 400 > 1e308, 10 ** 400 < float('inf'), -(10 ** 400) > float('-inf'), 10 ** 22 == 1e22, 10 ** 23 == 1e23, float(10 ** 23), int(1e23), int(-1.9), int(1e300) % 10 ** 10, hash(10 ** 30), hash(2 ** 61), hash(-(2 ** 61 - 2)))
print((2 ** 100) / 3, (10 ** 400) / (10 ** 399), 1 / (10 ** 300), (2 ** 1024 - 1) / (2 ** 1023), -7 / 2, 10 ** 20 * 1.5, sum([10 ** 20] * 3), (10 ** 20 + 1) * 0.0, float(2 ** 1023), round(10 ** 25 + 5, -1), round(-(10 ** 25) - 15, -1), abs(-(10 ** 25)))
for action in (lambda: float(10 ** 400), lambda: 10 ** 400 * 1.0, lambda: 10 ** 400 / 3, lambda: 1 << (1 << 70), lambda: 1 >> -1, lambda: (10 ** 30).to_bytes(5, 'big'), lambda: (-1).to_bytes(2, 'big'), lambda: range(10 ** 30)[10 ** 29], lambda: len(range(10 ** 30)), lambda: [0] * 10 ** 30, lambda: 'x' * -(10 ** 30), lambda: [1][10 ** 30], lambda: [1][:10 ** 30], lambda: pow(2, -1, 4), lambda: math.sqrt(10 ** 400), lambda: math.log(10 ** 400), lambda: math.isqrt(-1), lambda: int(float('inf')), lambda: int(float('nan')), lambda: 10 ** 30 == 10.0 ** 30, lambda: int.from_bytes(b'\x80' * 10, 'big', signed=True), lambda: int.from_bytes([1, 0, 0], 'little'), lambda: (2 ** 70).bit_length(), lambda: (-(2 ** 70)).bit_count(), lambda: int(10 ** 30), lambda: (10 ** 30).__index__(), lambda: (10 ** 30).real, lambda: complex(10 ** 30), lambda: divmod(10 ** 30, 0)):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)
limit = sys.get_int_max_str_digits()
for action in (lambda: str(10 ** limit), lambda: int('1' * (limit + 1)), lambda: len(str(10 ** (limit - 1))), lambda: len(hex(10 ** 5000)), lambda: int('f' * 5000, 16).bit_length(), lambda: f'{10 ** 5000}'):
    try:
        print(action())
    except ValueError as error:
        print(error)
a, b = 0, 1
for _ in range(300):
    a, b = b, a + b
print(a)
x = 12345678901234567890
x += 1
x *= x
x //= 7
x <<= 5
x |= 3
x ^= x >> 3
x %= 10 ** 30
x -= 2 ** 90
print(x, -x, +x, bool(x), x.numerator, x.denominator, x.conjugate() is x or x.conjugate() == x, x.as_integer_ratio()[1], isinstance(x, int))
