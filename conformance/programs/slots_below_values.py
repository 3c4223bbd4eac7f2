# collections show
"""A class with __slots__ below one without: the field and the attributes of the instance do not share a place."""
import gc


class Base:
    def __init__(self):
        self.value = [1]


class Slotted(Base):
    __slots__ = ('extra',)

    def __init__(self):
        Base.__init__(self)
        self.extra = [2]


for turn in range(3):
    s = Slotted()
    s.more = s
    print(s.extra, s.value, sorted(s.__dict__))
    s.extra = s.value = None
del s
print(gc.collect())


class Mixed:
    __slots__ = ('a', '__dict__')


m = Mixed()
m.b = 1
m.a = 2
print(m.a, m.b, m.__dict__)
del m.a
print(hasattr(m, 'a'), hasattr(m, 'b'))
