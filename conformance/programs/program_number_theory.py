# Big integers at work: primes, factors, modular arithmetic, RSA with a padding, Chinese remainders, continued fractions, digits of pi and e, base conversions, fast Fibonacci, integer roots.
import math
from fractions import Fraction
from itertools import count, islice, takewhile


def is_prime(n):
    if n < 2:
        return False
    for p in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        if n % p == 0:
            return n == p
    d, s = n - 1, 0
    while not d & 1:
        d, s = d >> 1, s + 1
    for a in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        x = pow(a, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def rho(n):
    if n % 2 == 0:
        return 2
    for c in count(1):
        x = y = 2
        d = 1
        while d == 1:
            x = (x * x + c) % n
            y = (y * y + c) % n
            y = (y * y + c) % n
            d = math.gcd(abs(x - y), n)
        if d != n:
            return d


def factors(n):
    if n == 1:
        return []
    if is_prime(n):
        return [n]
    d = rho(n)
    return sorted(factors(d) + factors(n // d))


print([n for n in range(30) if is_prime(n)], [is_prime(n) for n in (2 ** 61 - 1, 2 ** 67 - 1, 561)])
print([factors(n) for n in (360, 1001, 2 ** 32 + 1, 97 ** 3)])
p, q, e = 2 ** 89 - 1, 2 ** 107 - 1, 65537
n, phi = p * q, (p - 1) * (q - 1)
d = pow(e, -1, phi)
message = b'attack at dawn'
m = int.from_bytes(b'\1' + message, 'big')
cipher = pow(m, e, n)
plain = pow(cipher, d, n)
print(hex(cipher), plain.to_bytes(-(-plain.bit_length() // 8), 'big'), d * e % phi, n.bit_length(), len(str(n)))
for call in (lambda: pow(2, -1, 4), lambda: pow(3, -2, 7), lambda: pow(3, 5, 0), lambda: pow(3, 5, -7), lambda: pow(-3, 5, 7), lambda: pow(2, -1), lambda: pow(2, 10, 1), lambda: pow(0, 0, 1), lambda: pow(0, -1), lambda: pow(2, 0.5, 3), lambda: pow(3, -1, -7), lambda: math.isqrt(-1), lambda: math.comb(5, -1), lambda: (-8).to_bytes(1, 'big'), lambda: (300).to_bytes(1, 'big'), lambda: int.from_bytes(b'', 'big'), lambda: 1 << -1, lambda: 1 << (1 << 70)):
    try:
        print(call(), end='; ')
    except Exception as error:
        print(type(error).__name__, error, end='; ')
print()


def chinese(*pairs):
    total, modulus = 0, math.prod(m for _, m in pairs)
    for rest, m in pairs:
        part = modulus // m
        total += rest * part * pow(part, -1, m)
    return total % modulus


print(chinese((2, 3), (3, 5), (2, 7)), chinese((1, 10 ** 9 + 7), (2, 998244353)))


def extended(a, b):
    x0, x1, y0, y1 = 1, 0, 0, 1
    while b:
        quotient, (a, b) = a // b, (b, a % b)
        x0, x1 = x1, x0 - quotient * x1
        y0, y1 = y1, y0 - quotient * y1
    return a, x0, y0


print([extended(*pair) for pair in ((240, 46), (-240, 46), (17, 0), (2 ** 70, 3 ** 40))], math.gcd(-12, 18, 0), math.lcm(4, 6, -10), math.gcd(), math.lcm(0, 5))


def pi_digits():
    a, b, c, d, e, f = 1, 0, 1, 1, 3, 3
    while True:
        if 4 * a + b - c < e * c:
            yield e
            a, b, e = 10 * a, 10 * (b - e * c), 10 * (3 * a + b) // c - 10 * e
        else:
            a, b, c, d, e, f = a * d, (2 * a + b) * f, c * f, d + 1, (a * (7 * d) + 2 + b * f) // (c * f), f + 2


print(''.join(map(str, islice(pi_digits(), 25))))
e_digits = sum(Fraction(1, math.factorial(k)) for k in range(30))
print(e_digits.numerator * 10 ** 25 // e_digits.denominator, math.factorial(30))


def fibonacci(n):
    a, b = 0, 1
    for bit in bin(n)[2:]:
        a, b = a * (2 * b - a), a * a + b * b
        if bit == '1':
            a, b = b, a + b
    return a


print([fibonacci(n) for n in (0, 1, 2, 10, 90)], len(str(fibonacci(2000))), fibonacci(2000) % 10 ** 9, fibonacci(300) == fibonacci(299) + fibonacci(298))


def root(n, k):
    x = 1 << -(-n.bit_length() // k)
    while True:
        y = ((k - 1) * x + n // x ** (k - 1)) // k
        if y >= x:
            return x
        x = y


print(root(10 ** 60, 3) == 10 ** 20, root(2 ** 100 - 1, 10), math.isqrt(10 ** 40 - 1), math.isqrt(2 * 10 ** 40), [root(n, 2) == math.isqrt(n) for n in (1, 2, 99, 10 ** 30 + 1)])


def in_base(n, base, digits='0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ'):
    out = ''
    sign, n = '-' * (n < 0), abs(n)
    while n:
        n, rest = divmod(n, base)
        out = digits[rest] + out
    return sign + (out or '0')


print([in_base(10 ** 15 + 1, base) for base in (2, 7, 16, 36, 58)], [int(in_base(-12345678901234567890, base), base) for base in (2, 3, 36)])


def continued(x):
    while True:
        whole = math.floor(x)
        yield whole
        if x == whole:
            return
        x = 1 / (x - whole)


def convergents(terms):
    h0, h1, k0, k1 = 0, 1, 1, 0
    for term in terms:
        h0, h1 = h1, term * h1 + h0
        k0, k1 = k1, term * k1 + k0
        yield Fraction(h1, k1)


print(list(continued(Fraction(415, 93))), [str(f) for f in convergents([3, 7, 15, 1, 292])], Fraction(math.pi).limit_denominator(1000), list(takewhile(lambda t: t < 50, continued(Fraction('3.245')))))
collatz = lambda n: 1 if n == 1 else 1 + collatz(n // 2 if n % 2 == 0 else 3 * n + 1)
print([collatz(n) for n in (1, 6, 7, 27)], [sum(map(int, str(2 ** n))) for n in (15, 100, 1000)], [n for n in range(1, 30) if sum(d for d in range(1, n) if n % d == 0) == n])
legendre = lambda a, p: (pow(a, (p - 1) // 2, p) + 1) % p - 1
print([legendre(a, 23) for a in range(1, 8)], sum(1 for n in range(1, 100) if math.gcd(n, 100) == 1), [math.comb(40, k) % 10 ** 6 for k in (0, 1, 20, 39)], math.perm(10, 3), sum(math.comb(20, k) for k in range(21)) == 2 ** 20)
big = 3 ** 500
print(big.bit_length(), big.bit_count(), (big >> 700) & 0xffff, big % 10 ** 12, -big // 10 ** 230, -big % 7, divmod(-big, 10 ** 235)[0], big ^ ~big, big & -big, float(big) == 3.0 ** 500, math.log2(big), round(big, -230) == big // 10 ** 230 * 10 ** 230 + (10 ** 230 if big % 10 ** 230 * 2 > 10 ** 230 else 0), str(big)[:20], hash(big) == big % (2 ** 61 - 1))
