"""dict(name=value, …): counts, sizes, what is tracked, errors"""

import gc
import sys


class Noisy:
    def __del__(self):
        print('gone')


class Derived(dict):
    pass


noisy = Noisy()
for turn in range(3):
    print(dict(a=1, b=2), dict(**{'x y': 1}), dict(a=dict()), dict(a=[]), sys.getrefcount(noisy))
    made = dict(v=noisy, w=noisy)
    print(sys.getrefcount(noisy))
    del made
    print(gc.is_tracked(dict(a=1)), gc.is_tracked(dict(a=[])))
    print(sys.getsizeof(dict(a=1, b=2, c=3, d=4, e=5, f=6)), sys.getsizeof(dict(a=1)))
    print(dict({1: 2}, a=3), dict([(4, 5)], é=6), Derived(a=1), type(Derived(a=1)))
    dict(a=Noisy())
    try:
        dict(a=undefined)
    except NameError as error:
        print(error)
many = [dict(a=turn) for turn in range(200)]
copies = [dict(each) for each in many]
del many[::2]
print(len(many), copies[-1], sum(each['a'] for each in copies))
names = {f'name{turn}': [turn] for turn in range(50)}
count = sys.getrefcount(names['name7'])
copy = dict(names)
print(copy == names, sys.getrefcount(names['name7']) - count, list(copy)[-1], sys.getsizeof(copy) == sys.getsizeof(names))
del copy['name7'], names['name8']
again = dict(copy)
print(len(again), sys.getrefcount(names['name7']) - count, list(names.copy())[7:9])
del copy, again
print(sys.getrefcount(names['name7']) - count)
