# _random: the Mersenne Twister gives CPython's numbers for the same seed.
import sys
from _random import Random

def attempt(call):
    try:
        print(call())
    except BaseException as error:
        print(type(error).__name__, error)

r = Random(42)
print([r.random() for _ in range(3)])
for seed in (0, 1, -1, 2**31, 2**32, 2**64 + 12345, -(10**40), True, 1.5, -2.0, (1, 2, 3)):
    r.seed(seed)
    print(seed, r.random(), r.getrandbits(8), r.getrandbits(31), r.getrandbits(32), r.getrandbits(33))
print(r.getrandbits(0), r.getrandbits(1), r.getrandbits(100), r.getrandbits(1024).bit_length())
state = r.getstate()
print(len(state), state[-1], state[:3])
first = [r.getrandbits(64) for _ in range(1000)][-1]
r.setstate(state)
print([r.getrandbits(64) for _ in range(1000)][-1] == first, first)
for n in range(2000):
    r.random()
print(r.random())
attempt(lambda: r.getrandbits(-1))
attempt(lambda: r.getrandbits('a'))
attempt(lambda: r.getrandbits(2**40))
attempt(lambda: r.seed(1, 2))
attempt(lambda: r.seed([]))
attempt(lambda: Random(1, 2))
attempt(lambda: Random(x=1))
attempt(lambda: r.setstate([1]))
attempt(lambda: r.setstate((1, 2)))
attempt(lambda: r.setstate(state[:-1] + (700,)))
attempt(lambda: r.setstate((-1,) + state[1:]))
attempt(lambda: r.setstate(('a',) + state[1:]))
print(sys.getsizeof(r), Random.__module__, Random.__name__)

class Sub(Random):
    def __init__(self, seed=None, *, extra=0):
        self.extra = extra
        super().__init__(seed)
    def random(self):
        return super().random() + 1
s = Sub(7, extra=3)
print(s.random(), s.extra, s.getrandbits(10))
print(Random(5).random() == Random(5).random(), 0 <= Random().random() < 1)
