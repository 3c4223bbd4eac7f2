from _statistics import _normal_dist_inv_cdf as quantile

for i in range(1, 40):
    print(quantile(i / 40, 0, 1), quantile(2.0**-i, 100, 15), quantile(1 - 2.0 ** -(i + 1), 5, 0.5))
for bad in ((0, 0, 1), (1, 0, 1)):
    try:
        print(quantile(*bad))
    except ValueError as e:
        print('ValueError')
try:
    quantile(0.5, 'a', 1)
except TypeError as e:
    print(e)
try:
    quantile(0.5)
except TypeError as e:
    print(e)
