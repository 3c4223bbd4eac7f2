# sys.getsizeof of numbers, tuples, ranges, slices and their subclasses.
# versions: 3.13
from sys import getsizeof

print([getsizeof(2 ** n) for n in range(0, 200, 15)], getsizeof(0), getsizeof(-1), getsizeof(True), getsizeof(2 ** 30 - 1), getsizeof(-2 ** 30))
print(getsizeof(1.5), getsizeof(1j), getsizeof(None), getsizeof(...), getsizeof(NotImplemented))
print([getsizeof((1,) * n) for n in range(8)], getsizeof(range(5)), getsizeof(slice(1)), getsizeof(object()))


class I(int):
    pass


class F(float):
    pass


class T(tuple):
    pass


class IS(int):
    __slots__ = ()


class C(complex):
    pass


class O:
    pass


class OS:
    __slots__ = ()


class O1:
    __slots__ = ('a',)


class O3:
    __slots__ = ('a', 'b', 'c')


class OD:
    __slots__ = ('a', '__dict__')


class OW:
    __slots__ = ('a', '__weakref__')


print(getsizeof(I(5)), getsizeof(I(2 ** 70)), getsizeof(F()), getsizeof(T()), getsizeof(T((1, 2))), getsizeof(IS(3)), getsizeof(C()))
print(getsizeof(O()), getsizeof(OS()), getsizeof(O1()), getsizeof(O3()), getsizeof(OD()), getsizeof(OW()))
print((5).__sizeof__(), ''.__sizeof__(), [].__sizeof__(), (1, 2).__sizeof__(), {}.__sizeof__(), set().__sizeof__(), object().__sizeof__(), O().__sizeof__())
a = O()
sizes = [getsizeof(a)]
for n in 'abcdefghijkl':
    setattr(a, n, 1)
    sizes.append(getsizeof(a))
print(sizes)
