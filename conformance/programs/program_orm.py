# A small object-relational mapper by descriptors and a metaclass; the tables are lists of dicts; queries are lazy and composable.
import operator
from datetime import date


class Field:
    counter = 0

    def __init__(self, kind=str, *, default=None, primary=False, required=False, check=None):
        self.kind, self.default, self.primary, self.required, self.check = kind, default, primary, required, check
        Field.counter += 1
        self.order = Field.counter

    def __set_name__(self, owner, name):
        self.owner, self.name = owner, name

    def __get__(self, row, owner=None):
        return self if row is None else row._values[self.name]

    def __set__(self, row, value):
        if value is None:
            if self.required:
                raise ValueError(f'{self} is required')
        elif not isinstance(value, self.kind):
            try:
                value = self.kind(value)
            except (TypeError, ValueError) as error:
                raise TypeError(f'{self} must be {self.kind.__name__}, not {value!r}') from error
        if self.check is not None and value is not None and not self.check(value):
            raise ValueError(f'{value!r} is not allowed for {self}')
        row._values[self.name] = value
        row._dirty.add(self.name)

    def __delete__(self, row):
        self.__set__(row, None)

    def __str__(self):
        return f'{self.owner.__name__}.{self.name}'

    def __hash__(self):
        return id(self)

    def _compare(op):
        return lambda self, other: Condition(self, op, other)

    __eq__, __ne__, __lt__, __le__, __gt__, __ge__ = map(
        _compare, (operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge))
    del _compare

    def like(self, text):
        return Condition(self, lambda a, b: b in a, text)


class Condition:
    def __init__(self, field, op, value):
        self.test = lambda row: op(row._values[field.name], value)
        self.text = f'{field} {getattr(op, "__name__", "like").replace("<lambda>", "like")} {value!r}'

    @classmethod
    def make(cls, test, text):
        self = object.__new__(cls)
        self.test, self.text = test, text
        return self

    def __and__(self, other):
        return self.make(lambda row: self.test(row) and other.test(row), f'({self.text} and {other.text})')

    def __or__(self, other):
        return self.make(lambda row: self.test(row) or other.test(row), f'({self.text} or {other.text})')

    def __invert__(self):
        return self.make(lambda row: not self.test(row), f'not {self.text}')

    def __bool__(self):
        raise TypeError(f'use & | ~ with conditions: {self.text}')


class Query:
    def __init__(self, model, steps=()):
        self.model, self.steps = model, steps

    def where(self, condition):
        return Query(self.model, (*self.steps, ('where', condition)))

    def order_by(self, *fields):
        return Query(self.model, (*self.steps, ('order', fields)))

    def __getitem__(self, at):
        if isinstance(at, slice):
            return Query(self.model, (*self.steps, ('slice', at)))
        return list(self)[at]

    def __iter__(self):
        rows = self.model._rows
        for kind, what in self.steps:
            match kind:
                case 'where':
                    rows = filter(what.test, rows)
                case 'order':
                    for field in reversed(what):
                        rows = sorted(rows, key=lambda row: row._values[field.name])
                case 'slice':
                    rows = list(rows)[what]
        yield from rows

    def __len__(self):
        return sum(1 for _ in self)

    def __str__(self):
        return f'{self.model.__name__}: ' + ', '.join(what.text if kind == 'where' else ' '.join(map(str, what)) if kind == 'order'
                                                      else f'[{what.start}:{what.stop}]' for kind, what in self.steps)


class ModelMeta(type):
    def __new__(mcls, name, bases, namespace):
        cls = super().__new__(mcls, name, bases, namespace)
        found = {n: f for base in reversed(cls.__mro__) for n, f in vars(base).items() if isinstance(f, Field)}
        cls._fields = dict(sorted(found.items(), key=lambda item: item[1].order))
        cls._rows = []
        return cls

    @property
    def objects(cls):
        return Query(cls)

    def __len__(cls):
        return len(cls._rows)


class Model(metaclass=ModelMeta):
    id = Field(int, primary=True)

    def __init__(self, **values):
        self._values, self._dirty = {}, set()
        if unknown := values.keys() - self._fields.keys():
            raise TypeError(f'{type(self).__name__} has no {", ".join(sorted(unknown))}')
        for name, field in self._fields.items():
            default = field.default() if callable(field.default) else field.default
            setattr(self, name, values.get(name, default))

    def save(self):
        if self not in self._rows:
            self.id = len(self._rows) + 1
            self._rows.append(self)
        changed, self._dirty = sorted(self._dirty), set()
        return changed

    def __repr__(self):
        return f'{type(self).__name__}({", ".join(f"{n}={v!r}" for n, v in self._values.items())})'


class Author(Model):
    name = Field(required=True)
    born = Field(int, check=lambda y: y > 0)


class Book(Model):
    title = Field(required=True)
    author = Field(Author)
    year = Field(int, default=1900)
    added = Field(date, default=lambda: date(2024, 2, 29))


lem, woolf = Author(name='Lem', born='1921'), Author(name='Woolf', born=1882)
print(lem.save(), woolf.save(), lem.save(), lem)
for title, author, year in ('Solaris', lem, 1961), ('Eden', lem, 1959), ('Orlando', woolf, 1928), ('The Waves', woolf, 1931), ('Fiasco', lem, 1986):
    Book(title=title, author=author, year=year).save()
print(len(Book), len(Author), list(Book._fields), Book.title, Book.year > 3)
query = Book.objects.where((Book.year < 1960) | Book.title.like('Fi')).where(~(Book.author == woolf)).order_by(Book.year)
print(query, len(query), [b.title for b in query], query[0].added.isoformat(), sep='\n')
print([b.title for b in Book.objects.order_by(Book.title)[:0]], [b.title for b in Book.objects.order_by(Book.year)[1:4]])
lem.born = 1920
del woolf.born
print(lem.save(), woolf.save(), woolf.born)
for wrong in (lambda: Author(), lambda: Author(name='x', born=-1), lambda: Author(name='x', age=3, colour=1), lambda: setattr(lem, 'born', 'old'),
              lambda: Book(title='t', author='Lem'), lambda: bool(Book.year == 1), lambda: 1 < Book.year < 3, lambda: Book.objects.order_by(Book.author)[0]):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error, '| from', repr(error.__cause__))
