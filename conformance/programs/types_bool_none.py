"""bool, None, Ellipsis, NotImplemented, object: identity, operators, errors."""
def attempt(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as error:
            print(type(error).__name__, error)


import sys

print(True + True, True & False, True | 2, True ^ True, not True, True == 1, hash(True), int(True), bool('a'), bool(), isinstance(True, int), bool.__mro__, f'{True}', f'{True:d}', f'{True:>6}', repr(False), str(None), True / 2, True // 1, True << 3, [10, 20][True], sum([True, True]))
print(None is None, None == None, type(None)(), type(...)() is ..., type(NotImplemented)() is NotImplemented, ..., Ellipsis, NotImplemented, bool(...), bool(None), (None).__class__.__name__, (...).__reduce__(), NotImplemented.__reduce__(), type(None).__name__, type(...).__name__, type(NotImplemented).__name__)
print(None.__bool__(), True.__and__(1), True.real, True.numerator, True.bit_length(), True.conjugate(), True.to_bytes(1, 'big'), (5).__eq__('a'), object().__eq__(1), None.__eq__(1), None.__ne__(None), (1).__lt__('a'), sys.getsizeof(None), sys.getsizeof(True), sys.getsizeof(...), sys.getsizeof(object()))
attempt(lambda: bool(1, 2), lambda: bool(x=1), lambda: None + 1, lambda: None < None, lambda: None.x, lambda: setattr(None, 'x', 1), lambda: len(None), lambda: type('B', (bool,), {}), lambda: type('N', (type(None),), {}), lambda: type(None)(1), lambda: type(...)(1), lambda: iter(None), lambda: [].sort() + 1, lambda: None in None, lambda: int(None), lambda: ... + 1, lambda: object(1), lambda: object(x=1),
        lambda: object().x, lambda: setattr(object(), 'x', 1), lambda: object() < object(), lambda: object() + 1, lambda: hash(object()) is not None, lambda: object().__init__(1), lambda: object.__new__(), lambda: object.__new__(5), lambda: object.__new__(int), lambda: object.__init_subclass__(1), lambda: object.__init_subclass__(x=1), lambda: object().__format__('x'), lambda: object().__format__(5), lambda: object.__subclasshook__(1), lambda: object.__sizeof__(5) > 0)


class Boolish:
    def __bool__(self): return self.value


b = Boolish()
for b.value in (True, False, 1, None):
    attempt(lambda: bool(b))


class Sized:
    def __len__(self): return self.value


z = Sized()
for z.value in (0, 3, -1, 'a', 2**70):
    attempt(lambda: bool(z))
