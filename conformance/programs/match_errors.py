def attempt(what, code):
    try:
        code()
    except Exception as e:
        print(what, '->', type(e).__name__, e)


class P:
    __match_args__ = ('a',)
    a = 1


class Bad:
    __match_args__ = ['a']


class BadElement:
    __match_args__ = (1,)


class Twice:
    __match_args__ = ('a', 'a')
    a = 1


class Plain:
    pass


class Lies:
    @property
    def a(self):
        raise ValueError('from the property')


class Eq:
    def __eq__(self, other):
        raise TypeError('no comparison')


def too_many():
    match P():
        case P(1, 2):
            pass


def none_allowed():
    match Plain():
        case Plain(1):
            pass


def not_tuple():
    match Bad():
        case Bad(1):
            pass


def not_text():
    match BadElement():
        case BadElement(1):
            pass


def repeated():
    match Twice():
        case Twice(1, 1):
            pass


def repeated_by_keyword():
    match P():
        case P(1, a=1):
            pass


def not_a_class():
    f = len
    match 1:
        case f():
            pass


def from_attribute():
    match Lies():
        case Lies(a=1):
            pass


def from_comparison():
    match Eq():
        case 1:
            pass


def int_two():
    match 1:
        case int(1, 2):
            pass


def duplicate_key():
    class K:
        a = 'x'
        b = 'x'
    match {'x': 1, 'y': 2}:
        case {K.a: 1, K.b: 2}:
            pass


def missing_name():
    match 1:
        case missing.name:
            pass


for f in (too_many, none_allowed, not_tuple, not_text, repeated, repeated_by_keyword, not_a_class, from_attribute,
          from_comparison, int_two, duplicate_key, missing_name):
    attempt(f.__name__, f)


class Seq(list):
    pass


class Map(dict):
    def __missing__(self, key):
        return 'made up'


match Seq([1, 2]):
    case [a, b]:
        print('subclass of list', a, b)

match Map(a=1):
    case {'b': b}:
        print('made', b)
    case {'a': a}:
        print('real', a)

match 'text':
    case [*_]:
        print('a sequence')
    case _:
        print('text is no sequence')

match {'a': 1, 'b': 2}:
    case {**everything}:
        print(everything)

match P():
    case P(q, ) if q == 2:
        print('no')
    case P(q):
        print('q is', q)

match Twice():
    case Twice(1, 2):
        pass
