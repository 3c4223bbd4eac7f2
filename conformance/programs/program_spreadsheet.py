# A spreadsheet: formulas compiled from text, evaluated lazily through a mapping, caches that are dropped along dependencies, ranges, cycles, errors that travel.
import ast
import math
import operator
import re
from collections import defaultdict
from functools import reduce


class CellError(Exception):
    def __init__(self, code, cell=None):
        super().__init__(code)
        self.code, self.cell = code, cell

    def __repr__(self):
        return f'#{self.code}!'


def column(letters):
    return reduce(lambda n, c: n * 26 + ord(c) - 64, letters, 0)


def letters(n):
    text = ''
    while n:
        n, rest = divmod(n - 1, 26)
        text = chr(65 + rest) + text
    return text


def span(first, last):
    (c1, r1), (c2, r2) = (re.fullmatch(r'([A-Z]+)(\d+)', name).groups() for name in (first, last))
    return [f'{letters(c)}{r}' for r in range(int(r1), int(r2) + 1) for c in range(column(c1), column(c2) + 1)]


class Namespace(dict):
    def __init__(self, sheet):
        super().__init__(__builtins__={}, **sheet.functions)
        self.sheet = sheet

    def __missing__(self, name):
        if re.fullmatch(r'[A-Z]+\d+', name):
            return self.sheet[name]
        raise CellError('NAME')


class Sheet:
    def __init__(self):
        self.sources, self.codes, self.cache = {}, {}, {}
        self.users = defaultdict(set)
        self.needs = defaultdict(set)
        self.active = []
        self.evaluations = 0
        self.functions = {
            'SUM': lambda *v: sum(self.flat(v)), 'MAX': lambda *v: max(self.flat(v)), 'COUNT': lambda *v: len(self.flat(v)),
            'AVG': lambda *v: sum(self.flat(v)) / len(self.flat(v)), 'IF': lambda test, a, b: a if test else b, 'ROUND': round,
            'SQRT': math.sqrt, 'JOIN': lambda *v: ''.join(map(str, self.flat(v, str))), 'RANGE': lambda a, b: [self[name] for name in span(a, b)],
        }
        self.names = Namespace(self)

    @staticmethod
    def flat(values, kind=(int, float)):
        result = []
        for value in values:
            result.extend(Sheet.flat(value, kind) if isinstance(value, list) else [value] if isinstance(value, kind) and value is not None else [])
        return result

    def __setitem__(self, name, source):
        self.sources[name] = source
        self.codes.pop(name, None)
        if isinstance(source, str) and source.startswith('='):
            text = re.sub(r'([A-Z]+\d+):([A-Z]+\d+)', r'RANGE("\1", "\2")', source[1:]).replace('^', '**').replace('<>', '!=')
            try:
                self.codes[name] = compile(ast.parse(text.strip(), name, 'eval'), name, 'eval')
            except SyntaxError as error:
                self.codes[name] = CellError('SYNTAX', error.offset)
        self.forget(name)

    def __delitem__(self, name):
        del self.sources[name]
        self.codes.pop(name, None)
        self.forget(name)

    def forget(self, name):
        self.cache.pop(name, None)
        for need in self.needs.pop(name, ()):
            self.users[need].discard(name)
        for user in sorted(self.users.pop(name, ())):
            self.forget(user)

    def __getitem__(self, name):
        if self.active:
            self.users[name].add(self.active[-1])
            self.needs[self.active[-1]].add(name)
        if name not in self.cache:
            self.cache[name] = self.evaluate(name)
        value = self.cache[name]
        if isinstance(value, CellError) and self.active:
            raise value
        return value

    def evaluate(self, name):
        code = self.codes.get(name)
        if code is None:
            return self.sources.get(name, 0)
        if isinstance(code, CellError):
            return code
        if name in self.active:
            raise CellError('CYCLE', ' -> '.join(self.active[self.active.index(name):] + [name]))
        self.active.append(name)
        self.evaluations += 1
        try:
            return eval(code, self.names)
        except CellError as error:
            if error.code == 'CYCLE' and len(self.active) > 1:
                self.cache[name] = error
                raise
            return error
        except ZeroDivisionError:
            return CellError('DIV/0', name)
        except (TypeError, ValueError) as error:
            return CellError('VALUE', str(error))
        except RecursionError:
            return CellError('DEEP', name)
        finally:
            self.active.pop()

    def show(self, *names):
        print('  '.join(f'{name}={self[name]!r}' for name in names), f'[{self.evaluations}]')
        self.evaluations = 0


print([letters(column(text)) for text in ('A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA')], column('AA'), span('A1', 'C2'))
s = Sheet()
s['A1'], s['A2'], s['A3'] = 1, 2.5, '=A1 + A2'
s['B1'] = '=SUM(A1:A3) * 2'
s['B2'] = '=IF(B1 > 10, "big", "small")'
s['B3'] = '=JOIN(B2, "-", A1)'
s.show('A3', 'B1', 'B2', 'B3')
s.show('B3', 'A3')
s['A1'] = 10
s.show('B2', 'B3')
s['C1'] = '=AVG(A1:B3)'
s['C2'] = '=ROUND(SQRT(A1^2 + 7), 3)'
s['C3'] = '=A1 / (A2 - 2.5)'
s['C4'] = '=C3 + 1'
s['C5'] = '=COUNT(A1:C2)'
s['C6'] = '=nothing + 1'
s['C7'] = '=A1 +'
s['C8'] = '="text" + A1'
s['C9'] = '=SUM(C6:C7)'
s.show('C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8', 'C9')
s['A2'] = 3
s.show('C3', 'C4', 'C1')
s['D1'], s['D2'], s['D3'] = '=D2 + 1', '=D3 + 1', '=D1 + 1'
s.show('D1', 'D2', 'D3')
print(s['D1'].cell)
s['D3'] = 5
s.show('D1', 'D2', 'D3')
s['E1'] = '=E1'
s.show('E1')
print(s['E1'].cell)
s['F1'] = '=[x for x in (1, 2, A1)]'
s['F2'] = '=(lambda y: y * A1)(2)'
s['F3'] = '=__import__("os")'
s['F4'] = '=A1 <> 10 or MAX(A1:A3, 50)'
s['F5'] = '={A1: A2}'
s['F6'] = '=F7 * 2'
s.show('F1', 'F2', 'F3', 'F4', 'F5', 'F6')
del s['A1']
s.show('A3', 'B1', 'B2', 'B3')
for i in range(1, 40):
    s[f'G{i + 1}'] = f'=G{i} + {i}'
s['G1'] = 100
s.show('G40')
s['G20'] = 0
s.show('G40', 'G19')
print(sorted(s.needs['B1']), sorted(s.users['A2']), len(s.users['G5']))
