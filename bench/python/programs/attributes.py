"""attributes and methods of instances and classes"""

SIZE = 60000


class Counter:
    step = 2
    instances = 0

    def __init__(self, start):
        self.value = start
        self.calls = 0
        Counter.instances += 1

    def add(self, amount):
        self.value += amount * self.step
        self.calls += 1
        return self

    def get(self):
        return self.value

    @staticmethod
    def double(x):
        return x + x

    @classmethod
    def made(cls):
        return cls.instances


class Slotted(Counter):
    __slots__ = ('extra',)

    def __init__(self, start):
        Counter.__init__(self, start)
        self.extra = 1

    def get(self):
        return self.value + self.extra


def run(size):
    Counter.instances = 0
    counters = [Counter(1), Slotted(2), Counter(3)]
    total = 0
    for i in range(size):
        for counter in counters:
            counter.add(i & 3).add(1)
            total += counter.get() & 15
        total += Counter.double(i) & 7
    return [total, counters[0].calls, Counter.made()]
