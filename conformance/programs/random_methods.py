import random

r = random.Random(12345)
print(r.random(), r.randint(1, 6), r.randrange(0, 100, 7), r.choice('abcdef'), r.uniform(2, 3), r.getrandbits(70))
items = list(range(10))
r.shuffle(items)
print(items, r.sample(range(1000), 5), r.choices('xyz', [5, 1, 1], k=8), r.sample(['a', 'b'], 3, counts=[2, 2]))
print(round(r.gauss(0, 1), 12), round(r.normalvariate(5, 2), 12), round(r.expovariate(3), 12), round(r.betavariate(2, 3), 12), round(r.triangular(0, 1, 0.3), 12))
state = r.getstate()
first = [r.random() for _ in range(3)]
r.setstate(state)
print(first == [r.random() for _ in range(3)], r.randbytes(6))
for seed in ('text', b'bytes', 2.5, -7, 10 ** 30):
    print(random.Random(seed).random())
for call in (lambda: r.choice([]), lambda: r.sample([1], 2), lambda: r.choices([], k=1)):
    try:
        print(call())
    except (IndexError, ValueError) as e:
        print(type(e).__name__, e)
random.seed(1)
print(random.random(), random.randint(0, 9))
