import functools
import operator

people = [('Ann', 31), ('Bob', 25), ('Cid', 31), ('Dee', 19)]
print(sorted(people, key=operator.itemgetter(1, 0)), max(people, key=operator.itemgetter(1)))
print(sorted(people, key=functools.cmp_to_key(lambda a, b: b[1] - a[1] or (a > b) - (a < b))))
print(functools.reduce(operator.mul, range(1, 8)), list(map(operator.add, 'abc', 'xyz')), operator.concat('a', 'b'))
print(list(map(operator.attrgetter('real', 'imag'), [1, 2.5])), list(map(operator.methodcaller('zfill', 3), ['7', '42'])))
print(operator.length_hint(iter(range(5))), operator.indexOf('hello', 'l'), operator.countOf('hello', 'l'), operator.not_([]))
d = {}
operator.setitem(d, 'k', [1])
d['k'] = operator.iadd(d['k'], [2])
print(d, operator.contains(d, 'k'), operator.truth(d))
