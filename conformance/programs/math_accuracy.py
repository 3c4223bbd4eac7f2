# results of the elementary functions to the last bit, at arguments where rounding is not close
import math

x = 1
for i in range(40):
    x = (x * 1103515245 + 12345) % 2**31
    v = x / 2**31 * 4 - 2
    print(v, math.exp(v), math.atan(v * 5), math.cbrt(v), math.erf(v), math.log(abs(v)), math.log10(abs(v)))
    print(math.cosh(v), math.asinh(v), math.acos(v / 2), math.atan2(v, v + 3), math.cos(v * 9), math.hypot(v, v + 1, 3 * v))

print(math.fsum(1 / n for n in range(1, 500)))
print(math.dist([0.1, 0.2, 0.3], [7.7, 5.5, 3.3]), math.hypot(*[1 / n for n in range(1, 30)]))
print([math.gamma(n + 0.5) for n in range(1, 8)], math.lgamma(100.5), math.lgamma(0.1))
print(math.remainder(10, 3), math.remainder(-7.5, 2), math.fmod(-7.5, 2), math.cos(1e5), math.sin(1e22))
