# A tokenizer, a recursive descent parser, an evaluator and a printer for arithmetic with variables and functions.
import math
import operator
import re
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    at: int = field(compare=False)


class ParseError(SyntaxError):
    def __init__(self, message, source, at):
        super().__init__(message)
        self.source, self.at = source, at

    def show(self):
        return f'{self.source}\n{" " * self.at}^ {self.msg}'


SCAN = re.compile(r'\s*(?:(?P<num>\d+\.?\d*(?:e[-+]?\d+)?)|(?P<name>\w+)|(?P<op>\*\*|//|[-+*/%(),=^!]))')


def scan(source):
    at = 0
    source = source.rstrip()
    while at < len(source):
        m = SCAN.match(source, at)
        if m is None:
            bad = at + len(source[at:]) - len(source[at:].lstrip())
            raise ParseError(f'what is {source[bad]!r}?', source, bad)
        yield Token(m.lastgroup, m[m.lastgroup], m.start(m.lastgroup))
        at = m.end()
    yield Token('end', '', at)


class Parser:
    levels = [{'+', '-'}, {'*', '/', '//', '%'}]

    def __init__(self, source):
        self.source, self.tokens = source, list(scan(source))

    def fail(self, message):
        raise ParseError(message, self.source, self.tokens[0].at)

    def take(self, text=None):
        token = self.tokens[0]
        if text is not None and token.text != text:
            self.fail(f'expected {text!r}, not {token.text or "the end"!r}')
        if token.kind != 'end':
            del self.tokens[0]
        return token

    def statement(self):
        if len(self.tokens) > 2 and self.tokens[0].kind == 'name' and self.tokens[1].text == '=':
            name = self.take().text
            self.take('=')
            tree = '=', name, self.binary(0)
        else:
            tree = self.binary(0)
        if self.tokens[0].kind != 'end':
            self.fail('trailing text')
        return tree

    def binary(self, level):
        if level == len(self.levels):
            return self.unary()
        left = self.binary(level + 1)
        while (op := self.tokens[0]).text in self.levels[level]:
            self.take()
            left = op.text, left, self.binary(level + 1)
        return left

    def unary(self):
        if self.tokens[0].text in ('-', '+'):
            return 'u' + self.take().text, self.unary()
        return self.power()

    def power(self):
        base = self.postfix()
        if self.tokens[0].text in ('**', '^'):
            self.take()
            return '**', base, self.unary()
        return base

    def postfix(self):
        tree = self.atom()
        while self.tokens[0].text == '!':
            self.take()
            tree = '!', tree
        return tree

    def atom(self):
        token = self.take()
        match token:
            case Token('num', text) if '.' in text or 'e' in text:
                return 'n', float(text)
            case Token('num', text):
                return 'n', int(text)
            case Token('name', name) if self.tokens[0].text == '(':
                return 'call', name, *self.arguments()
            case Token('name', name):
                return 'v', name
            case Token(text='('):
                tree = self.binary(0)
                self.take(')')
                return tree
        self.tokens.insert(0, token)
        self.fail('expected a value')

    def arguments(self):
        self.take('(')
        found = []
        while self.tokens[0].text != ')':
            if found:
                self.take(',')
            found.append(self.binary(0))
        self.take(')')
        return found


OPS = {'+': operator.add, '-': operator.sub, '*': operator.mul, '/': operator.truediv, '//': operator.floordiv,
       '%': operator.mod, '**': operator.pow, 'u-': operator.neg, 'u+': operator.pos, '!': math.factorial}


def evaluate(tree, env):
    match tree:
        case 'n', value:
            return value
        case 'v', name:
            return env[name]
        case '=', name, value:
            env[name] = result = evaluate(value, env)
            return result
        case 'call', name, *args:
            return env[name](*(evaluate(a, env) for a in args))
        case op, *operands:
            return OPS[op](*[evaluate(o, env) for o in operands])


def lisp(tree):
    match tree:
        case ('n' | 'v'), value:
            return str(value)
        case head, *rest:
            return f'({head} {" ".join(lisp(r) if isinstance(r, tuple) else r for r in rest)})'


env = {'pi': 3, 'max': max, 'sqrt': math.sqrt, 'hyp': math.hypot}
for line in '''1 + 2 * 3
(1 + 2) * 3
2 ** 3 ** 2
-2 ^ 2
2 ** -1
x = 7 // 2 - 10 % 4
y = x * 2.5e1
max(x, y, 3!) - sqrt(16)
hyp(3, 4) + max(1)
3!! + 0!
1 / 0
2 + + - 3
unknown + 1
sqrt(0 - 1)
max()
2 + 
(1 + 2
1 2
3 $ 4
f(1,,2)
10 - 3 - 2 - 1
100 / 10 / 2 * 3'''.split('\n'):
    try:
        tree = Parser(line).statement()
        print(f'{line:24} {lisp(tree):36}', end=' ')
        print(evaluate(tree, env))
    except ParseError as error:
        print(error.show())
    except Exception as error:
        print(f'{type(error).__name__}: {error}')
print({k: v for k, v in env.items() if not callable(v)}, Token('a', 'b', 1) == Token('a', 'b', 2))
