"""Displays: which room lists, sets and dictionaries get, and in which order sets keep their items."""
import sys

size = sys.getsizeof
print(size([1, 2]), size([1, 2, 3]), size([1, 2, 3, 4, 5]), size([1, 2, 3, 4, 5, 6, 7]))
print(size({1, 2}), size({1, 2, 3}), size({1, 2, 3, 4, 5}), size({1, 2, 3, 4, 5, 6, 7, 8, 9}))
print({10, 3, 8, 1}, {33, 1, 65, 9, 2, 17}, {x for x in (33, 1, 65, 9, 2, 17)})
a = [1, 2, 3, 4, 5]
print(size([*a]), size([*a, 1]), size([0, *a]), size([*a, *a]), size((*a,)), size([*range(5)]), size([*'abcdefg']))
print(size({*a}), size({*a, 9}), size({*a, *range(20)}), size({0, *a}))
d = {'a': 1, 'b': 2}
e = {i: i for i in range(10)}
print(size({**d}), size({**d, 'c': 3}), size({**d, **e}), size({**e}), size({'z': 1, **e}), size({**{}}))
print(size((1, 2, 3)), size(()), size({}), size([]), size(set()), size({'a': 1}), size({1: 1}))
print([*a, *'xy'], (*a,), {*'a'}, {**d, 'a': 9}, {'a': 9, **d})
for bad in (lambda: [*1], lambda: {*None}, lambda: {**[1]}, lambda: (*5,), lambda: {**{1: 2}, **3}):
    try:
        bad()
    except TypeError as error:
        print(error)


def constants():
    return (1, 2, 3), 'abc', 1.5, 2j, (1, (2, 3)), -1, -2.5, 3 + 4j


x, y = constants(), constants()
print([p is q for p, q in zip(x, y)])
print(x)
