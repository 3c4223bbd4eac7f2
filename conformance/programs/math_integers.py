import math

print([math.comb(n, k) for n in range(8) for k in range(n + 1)])
print([math.perm(6, k) for k in range(8)], math.comb(200, 97), math.perm(30, 25))
print([math.isqrt(n) for n in (0, 1, 2, 3, 4, 8, 15, 16, 2**52 - 1, 2**53, 2**60 + 3, 10**30, 10**30 - 1)])
print(math.gcd(2**100, 6**40), math.gcd(-12, 18, 0), math.lcm(12, -18), math.lcm(*range(1, 25)), math.gcd(True, 4))
print(math.factorial(0), math.factorial(25), math.factorial(100) % 10**9, len(str(math.factorial(1000))))


class Index:
    def __index__(self):
        return 12


print(math.gcd(Index(), 8), math.factorial(Index()), math.comb(Index(), 2), math.isqrt(Index()))
print(math.prod(range(1, 30)), math.prod([0.5, 4, 3]), math.prod([], start='x'))
print(math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.5), math.floor(1e20), math.ceil(True), math.floor(10**30))
n = 7**150
print(math.isqrt(n * n) == n, math.isqrt(n * n - 1) == n - 1, math.log(n), math.log2(n), math.log10(n), math.log(n, 7))
