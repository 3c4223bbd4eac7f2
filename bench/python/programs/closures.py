"""closures, nonlocal, functions as values, default, keyword and star arguments"""

SIZE = 150000


def make_adder(n):
    def add(x):
        return x + n

    return add


def make_counter():
    count = 0

    def counter(step=1):
        nonlocal count
        count += step
        return count

    return counter


def compose(f, g):
    return lambda x: f(g(x))


def named(a, b=2, *rest, c=3, **more):
    return a + b + c + len(rest) + len(more)


def run(size):
    adders = [make_adder(i) for i in range(5)]
    both = compose(adders[3], adders[4])
    counter = make_counter()
    total = 0
    for i in range(size):
        total += adders[i % 5](i) & 15
        total += both(i) & 7
        counter()
        if i % 4 == 0:
            counter(step=2)
            total += named(i, c=1) & 3
            total += named(1, 2, 3, 4, key=5)
    return [total, counter(0)]
