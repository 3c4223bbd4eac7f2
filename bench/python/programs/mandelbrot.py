"""mandelbrot: floats in nested while loops"""

SIZE = 190


def run(size):
    inside = 0
    steps = 0
    for py in range(size):
        ci = 2.0 * py / size - 1.0
        for px in range(size):
            cr = 3.0 * px / size - 2.0
            zr = 0.0
            zi = 0.0
            n = 0
            while n < 50:
                r2 = zr * zr
                i2 = zi * zi
                if r2 + i2 > 4.0:
                    break
                zi = 2.0 * zr * zi + ci
                zr = r2 - i2 + cr
                n += 1
            steps += n
            if n == 50:
                inside += 1
    return [inside, steps]
