"""Products, sums and remainders of ints of up to three digits, at the edges of digits and of doubles; random numbers made so"""

import sys


class Own(int):
    def __add__(self, other):
        return 'own add'

    def __rmul__(self, other):
        return 'own rmul'

    def __mod__(self, other):
        return 'own mod'


def edges():
    found = []
    for bits in (1, 15, 29, 30, 31, 45, 52, 53, 54, 59, 60, 61, 75, 89, 90, 91):
        for more in (-1, 0, 1):
            found.append(2**bits + more)
    return found


def all_pairs():
    products = sums = rests = quotients = 0
    numbers = edges()
    for a in numbers:
        for b in numbers:
            p = a * b
            s = a + b
            r = a % b if b else 0
            if p != int(str(p)) or (b and p // b != a) or s - b != a:
                print('wrong', a, b, p, s)
            if b and (a // b) * b + r != a:
                print('wrong rest', a, b, r)
            if p % (10**9 + 7) != ((a % (10**9 + 7)) * (b % (10**9 + 7))) % (10**9 + 7):
                print('wrong modulo', a, b)
            products = (products * 31 + p) % (2**61 - 1)
            sums = (sums * 31 + s) % 998244353
            rests = (rests * 1103515245 + r) % 2**31
    print(products, sums, rests)


def signs():
    a = 2**59 + 12345
    for x in (a, -a):
        for y in (1103515245, -1103515245, 0, 1, -1):
            print(x * y, x + y, x % y if y else 'none', end=' ')
    print()
    print((2**60) % 1, (2**60 + 5) % 2**31, (2**89 + 2**31 - 1) % 2**31, (2**89) % (2**31 - 1), (2**89) % (2**31 + 1))
    try:
        a * a % 0
    except ZeroDivisionError as error:
        print(error)
    print(a * True, a * False, True * a, (a * 8) % True, a + True)
    print(a * Own(8), Own(a) + a, Own(2**80) % 7, (2**80) * 1.5)


def random_numbers(n):
    x = 12345
    result = []
    for _ in range(n):
        x = (x * 1103515245 + 12345) % 2147483648
        result.append(x % 100000)
    return result


def hashes(text):
    h = 14695981039346656037
    for c in text:
        h = (h ^ ord(c)) * 1099511628211 % 2**64
    k = 0
    for c in text:
        k = (k * 131 + ord(c)) % 1000000007
    return h, k


def objects():
    x = 2**31 - 1
    y = x * x
    z = y
    print(sys.getrefcount(y) - 2, sys.getsizeof(y), sys.getsizeof(y * 2**28), sys.getsizeof(y + 1))
    before = sys.getrefcount(x)
    for _ in range(100):
        w = (x * x + x) % 1000003
    print(sys.getrefcount(x) - before, sys.getrefcount(z) - 2, w)


for _ in range(3):
    all_pairs()
    signs()
    numbers = random_numbers(2000)
    print(numbers[:5], sum(numbers))
    print(hashes('hello world' * 5))
    objects()
numbers.sort()
for more in ([5], [5, 99999, 50000], list(range(8, 0, -1)), [0.5, 1e9], list(range(20))):
    numbers += more
    numbers.sort()
    print(numbers == sorted(numbers, key=lambda x: x), numbers[:4], numbers[-2:])
a = [1, 2, 2.0, 3, 2, 1.0, True]
a.sort()
print(a)
