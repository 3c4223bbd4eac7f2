"""big ints: digits of pi, powers, division, decimal text"""

SIZE = 1200


def pi_digits(count):
    digits = []
    k = 1
    numerator, accumulator, denominator = 1, 0, 1
    while len(digits) < count:
        accumulator += numerator * 2
        factor = k * 2 + 1
        accumulator *= factor
        numerator *= k
        denominator *= factor
        k += 1
        if accumulator >= numerator:
            digit = (numerator * 3 + accumulator) // denominator
            if digit == (numerator * 4 + accumulator) // denominator:
                digits.append(str(digit))
                accumulator = (accumulator - denominator * digit) * 10
                numerator *= 10
    return ''.join(digits)


def run(size):
    digits = pi_digits(size)
    power = 3**2000
    text = str(power)
    back = int(text)
    return [digits[-10:], len(text), back == power, power % 1000007, (power >> 500) & 0xFFFF, pow(7, power, 1009)]
