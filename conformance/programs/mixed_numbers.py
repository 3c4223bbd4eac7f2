# Arithmetic of ints beside floats that are constants, and where it fails.


def show(i, x, b):
    print(1.0 + i, i - 0.5, 2.5 * i, i / 4.0, 3.0 / i, i * i + 0.5, 0.5 + i * b)
    print(1.0 + x, x - 0.5, 1.0 + b, 0.0 * -i, -0.0 + (i - i), 1.0 + True, True * 2.5)
    for divide in (lambda: 1.5 / (i - i), lambda: (i - i) / 0.0, lambda: 2.0 / (x - x)):
        try:
            print(divide())
        except ZeroDivisionError as error:
            print(error)
    total = 0
    for k in range(4):
        total += 0.25
        total = 1.5 * total + k * 0.5
    print(total)


show(3, 2.5, 2**80)
show(-7, -1.5, -(2**52))
show(2**30, 1e300, 2**53 + 1)
try:
    print(1e308 * 10**400)
except OverflowError as error:
    print(error)
