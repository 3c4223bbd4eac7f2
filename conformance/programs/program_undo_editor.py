# A text editor's buffer: commands that undo themselves, grouped by a context manager, merged when typed, with marks that move and listeners.
from __future__ import annotations

import weakref
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field, replace


@dataclass
class Insert:
    at: int
    text: str

    def apply(self, buffer: Buffer) -> None:
        buffer._text[self.at:self.at] = self.text
        buffer._moved(self.at, 0, len(self.text))

    def inverse(self) -> Delete:
        return Delete(self.at, self.text)

    def merge(self, other):
        if isinstance(other, Insert) and other.at == self.at + len(self.text) and not other.text.isspace():
            return replace(self, text=self.text + other.text)


@dataclass
class Delete:
    at: int
    text: str

    def apply(self, buffer: Buffer) -> None:
        found = ''.join(buffer._text[self.at:self.at + len(self.text)])
        if found != self.text:
            raise ValueError(f'expected {self.text!r} at {self.at}, found {found!r}')
        del buffer._text[self.at:self.at + len(self.text)]
        buffer._moved(self.at, len(self.text), 0)

    def inverse(self) -> Insert:
        return Insert(self.at, self.text)

    def merge(self, other):
        return None


@dataclass
class Group:
    name: str
    parts: list = field(default_factory=list)

    def apply(self, buffer):
        done = []
        try:
            for part in self.parts:
                part.apply(buffer)
                done.append(part)
        except Exception:
            for part in reversed(done):
                part.inverse().apply(buffer)
            raise

    def inverse(self):
        return Group(f'undo {self.name}', [part.inverse() for part in reversed(self.parts)])

    def merge(self, other):
        return None

    def __len__(self):
        return len(self.parts)


class Mark:
    def __init__(self, buffer, at):
        self.at = at
        buffer._marks.add(self)

    def __repr__(self):
        return f'^{self.at}'


class Buffer:
    def __init__(self, text='', limit=5):
        self._text = list(text)
        self._undo = deque(maxlen=limit)
        self._redo = []
        self._groups = []
        self._marks = weakref.WeakSet()
        self._listeners = []
        self._sealed = True

    def __str__(self):
        return ''.join(self._text)

    def __len__(self):
        return len(self._text)

    def __getitem__(self, key):
        found = self._text[key]
        return ''.join(found) if isinstance(key, slice) else found

    def __setitem__(self, key, text):
        if not isinstance(key, slice):
            key = slice(key, key + 1 or None)
        start, stop, step = key.indices(len(self))
        if step != 1:
            raise ValueError('no steps')
        with self.group(f'replace {start}:{stop}'):
            if stop > start:
                self.perform(Delete(start, self[start:stop]))
            if text:
                self.perform(Insert(start, text))

    def __delitem__(self, key):
        self[key] = ''

    def _moved(self, at, gone, come):
        for mark in self._marks:
            if mark.at >= at + gone:
                mark.at += come - gone
            elif mark.at > at:
                mark.at = at
        for listener in self._listeners:
            listener(at, gone, come)

    def perform(self, command):
        command.apply(self)
        self._redo.clear()
        if self._groups:
            self._groups[-1].parts.append(command)
            return
        if not self._sealed and self._undo and (merged := self._undo[-1].merge(command)) is not None:
            self._undo[-1] = merged
        else:
            self._undo.append(command)
        self._sealed = False

    def type(self, text, at=None):
        self.perform(Insert(len(self) if at is None else at, text))

    @contextmanager
    def group(self, name):
        group = Group(name)
        self._groups.append(group)
        try:
            yield group
        except BaseException:
            self._groups.pop()
            group.inverse().apply(self)
            raise
        else:
            self._groups.pop()
            if group.parts:
                if self._groups:
                    self._groups[-1].parts.append(group)
                else:
                    self._undo.append(group)
                    self._sealed = True

    def undo(self):
        if not self._undo:
            return False
        command = self._undo.pop()
        command.inverse().apply(self)
        self._redo.append(command)
        self._sealed = True
        return True

    def redo(self):
        try:
            command = self._redo.pop()
        except IndexError:
            return False
        command.apply(self)
        self._undo.append(command)
        return True


b = Buffer()
for letter in 'hello':
    b.type(letter)
b.type(' ')
b.type('w'), b.type('orld')
print(b, len(b._undo), b._undo[0])
b.undo()
print(repr(str(b)), len(b._undo), b._redo)
b.redo()
b[0] = 'J'
b[-1] = 'D'
print(b, [type(command).__name__ for command in b._undo])
start, middle, end = Mark(b, 0), Mark(b, 5), Mark(b, len(b))
b[2:4] = '<longer>'
print(b, start, middle, end)
del b[0:6]
print(b, start, middle, end, sorted(mark.at for mark in b._marks))
del middle
print(len(b._marks))
while b.undo():
    pass
print(repr(str(b)), len(b._redo), start, end, b.undo())
while b.redo():
    print(' ', b)
try:
    with b.group('outer'):
        b.type('!')
        with b.group('inner'):
            b[0:1] = 'XX'
            print(b)
            b.perform(Delete(0, 'never there'))
except ValueError as error:
    print(error, '|', b, len(b._undo))
with b.group('nested'):
    b.type('1')
    try:
        with b.group('lost'):
            b.type('2')
            raise KeyError('inside')
    except KeyError:
        b.type('3')
    with b.group('kept'):
        b.type('4')
print(b, len(b._undo[-1]), [type(part).__name__ for part in b._undo[-1].parts])
b.undo()
print(b)
with b.group('empty'):
    pass
print(len(b._redo), b.redo(), b)
seen = []
b._listeners.append(lambda *change: seen.append(change))
b.undo(), b.redo()
print(seen)
for wrong in (lambda: b[::2].upper(), lambda: b.__setitem__(slice(None, None, 2), 'x'), lambda: b[99], lambda: b.__setitem__(99, 'x')):
    try:
        print(wrong(), b)
    except Exception as error:
        print(type(error).__name__, error)
small = Buffer('x', limit=2)
for i in range(4):
    with small.group(str(i)):
        small.type(str(i))
print(small, small.undo(), small.undo(), small.undo(), small)
bad = Group('bad', [Insert(0, 'abc'), Delete(0, 'xyz')])
try:
    small.perform(bad)
except ValueError as error:
    print(error, small, bad == Group('bad', [Insert(0, 'abc'), Delete(0, 'xyz')]))
