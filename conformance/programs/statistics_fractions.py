# versions: 3.13
"""statistics and fractions."""
from decimal import Decimal
from fractions import Fraction as F
from statistics import *
import statistics, math

data = [2.75, 1.75, 1.25, 0.25, 0.5, 1.25, 3.5]
print(mean(data), fmean(data), fmean(data, weights=[1, 2, 3, 4, 5, 6, 7]), geometric_mean([54, 24, 36]), harmonic_mean([40, 60]), harmonic_mean([40, 60], weights=[5, 30]))
print(median(data), median_low([1, 3, 5, 7]), median_high([1, 3, 5, 7]), median_grouped([52, 52, 53, 54]), mode('aabbbb'), multimode('aabbcc'))
print(pstdev(data), pvariance(data), stdev(data), variance(data), quantiles(data, n=4), quantiles(range(11), n=10, method='inclusive'))
x, y = [1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 1, 2, 3, 1, 2, 3]
print(covariance(x, y), correlation(x, y), correlation(x, y, method='ranked'), linear_regression(x, y), linear_regression(x, y, proportional=True))
print(mean([F(3, 7), F(1, 21), F(5, 3), F(1, 3)]), mean([Decimal('0.5'), Decimal('0.75'), Decimal('0.625'), Decimal('0.375')]), variance([Decimal('27.5'), Decimal('30.25'), Decimal('30.25'), Decimal('34.5')]), stdev([F(1, 6), F(1, 2), F(5, 3)]))
for call in (lambda: mean([]), lambda: mode([]), lambda: stdev([1]), lambda: quantiles([1, 2], n=0), lambda: harmonic_mean([-1, 2]), lambda: geometric_mean([0, -1])):
    try:
        print(call())
    except StatisticsError as error:
        print('StatisticsError', error)
n = NormalDist(100, 15)
print(n, n.pdf(110), n.cdf(120), n.inv_cdf(0.9), n.quantiles(4), n.zscore(130), n + 5, n * 2, n.overlap(NormalDist(110, 10)), NormalDist.from_samples([1, 2, 3, 4]), n.samples(3, seed=1))
a, b = F(3, 4), F(-2, 3)
print(a + b, a - b, a * b, a / b, a // b, a % b, divmod(a, b), a ** 2, a ** -1, a ** 0.5, 2 ** F(3), abs(b), -a, a < b, a == 0.75, hash(F(1, 2)) == hash(0.5))
print(F('0.125'), F('3/9'), F(0.1).limit_denominator(100), F(Decimal('1.25')), F(1.5), F(7, -14), F(' -1_0/4 '), repr(a), str(F(4, 2)), bool(F(0)))
print(round(F(7, 2)), round(F(22, 7), 3), math.floor(b), math.ceil(b), math.trunc(b), int(F(7, 2)), float(F(1, 3)), a.as_integer_ratio(), F(5).is_integer())
print(f'{F(22, 7):.3f} {F(1, 3):10.2f}| {F(10**6, 7):,.2f} {F(-1, 3):+.2e} {F(1, 4):%}')
for call in (lambda: F(1, 0), lambda: F('x'), lambda: F(1.5, 2), lambda: F(1) / 0, lambda: a < 'x', lambda: F(1) + '1'):
    try:
        print(call())
    except (ZeroDivisionError, ValueError, TypeError) as error:
        print(type(error).__name__, error)
print(sum([F(1, n) for n in range(1, 15)]), math.prod([F(1, 2)] * 5), sorted([F(1, 2), 0.3, 1]), F(1, 3) + 0.5, F(1, 3) + 1j)
