"""Operators on ints around one, two and three digits, and around the 53 bits of a double: values, signs, and a sum of many"""

import random

numbers = random.Random(5)
EDGES = [0, 1, 2, 7, 2**29, 2**30, 2**31, 2**32, 2**52, 2**53, 2**60, 2**63, 2**90]


def number():
    value = numbers.getrandbits(numbers.randrange(1, 70))
    if numbers.random() < 0.3:
        value = numbers.choice(EDGES) + numbers.randrange(-2, 3)
    return -value if numbers.random() < 0.4 else value


def results(a, b):
    found = [a + b, a - b, a * b, a & b, a | b, a ^ b, a >> (b & 63), a << (b & 31), a < b, a == b]
    if b != 0:
        found += [a % b, a // b, divmod(a, b)]
    return found


total = 0
for i in range(4000):
    a = number()
    b = number()
    found = results(a, b)
    total = hash((total, *found))
    if i % 100 == 0:
        print(a, b, found)
print(total)

for a in (2**53 - 1, -(2**53 - 1), 2**52 + 1, 2**31 - 1):
    for b in (3, -3, 2**26 + 1, 2**52 - 1):
        print(a, b, a // b, a % b, a // b * b + a % b == a)
for shift in (0, 1, 30, 52, 53, 100):
    print(2**50 >> shift, -(2**50) - 1 >> shift, 3 << shift)
for text in ('5 << -1', '5 >> -1', '2**40 << -1', '2**40 % 0', '2**40 // 0'):
    try:
        print(eval(text))
    except (ValueError, ZeroDivisionError) as error:
        print(text, type(error).__name__, error)
