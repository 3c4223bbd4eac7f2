# A small language end to end: tokens by re.Scanner-like rules, a Pratt parser, constant folding by match, byte codes for a stack machine that runs them.
import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

SOURCE = '''
# Fibonacci, greatest common divisor, and a loop
fn fib(n) { if n < 2 { return n; } return fib(n - 1) + fib(n - 2); }
fn gcd(a, b) { while b != 0 { let t = a % b; a = b; b = t; } return a; }
let total = 0;
let i = 1;
while i <= 10 {
    if i % 3 == 0 and not (i % 2 == 0) { print "odd third", i; }
    else { if i == 4 { print "four" + "!", 2 ** 3 ** 2, -(1 + 2) * 3; } }
    total = total + i;
    i = i + 1;
}
print total, fib(8), gcd(1071, 462), 7 / 2, 1 == 1 or crash();
'''


class Kind(Enum):
    NUMBER = auto()
    STRING = auto()
    NAME = auto()
    KEYWORD = auto()
    OP = auto()
    END = auto()


class Token(NamedTuple):
    kind: Kind
    text: str
    line: int
    column: int

    def __str__(self):
        return f'{self.text or "end"!r} at {self.line}:{self.column}'


class Problem(Exception):
    def __init__(self, message, token):
        super().__init__(message, token)
        self.add = f'{message}, not {token}'

    def __str__(self):
        return self.add


KEYWORDS = frozenset('fn let if else while return print and or not'.split())
RULES = re.compile(r'''
    (?P<SKIP>\s+|\#[^\n]*)
  | (?P<NUMBER>\d+(?:\.\d+)?)
  | (?P<STRING>"(?:[^"\\\n]|\\.)*")
  | (?P<NAME>[^\W\d]\w*)
  | (?P<OP>\*\*|[<>=!]=|[-+*/%<>=(){};,])
''', re.VERBOSE)


def tokens(text):
    at = line_start = 0
    line = 1
    while at < len(text):
        if not (match := RULES.match(text, at)):
            raise Problem('unexpected character', Token(Kind.OP, text[at], line, at - line_start + 1))
        kind, found = match.lastgroup, match[0]
        if kind != 'SKIP':
            real = Kind.KEYWORD if kind == 'NAME' and found in KEYWORDS else Kind[kind]
            yield Token(real, found, line, at - line_start + 1)
        if newlines := found.count('\n'):
            line += newlines
            line_start = match.start() + found.rindex('\n') + 1
        at = match.end()
    yield Token(Kind.END, '', line, at - line_start + 1)


@dataclass(frozen=True)
class Const:
    value: object


@dataclass(frozen=True)
class Name:
    name: str


@dataclass(frozen=True)
class Unary:
    op: str
    operand: object


@dataclass(frozen=True)
class Binary:
    op: str
    left: object
    right: object


@dataclass(frozen=True)
class Call:
    callee: object
    args: tuple


@dataclass(frozen=True)
class Stmt:
    kind: str
    parts: tuple


POWERS = {'or': 1, 'and': 2, '==': 4, '!=': 4, '<': 5, '>': 5, '<=': 5, '>=': 5, '+': 6, '-': 6, '*': 7, '/': 7, '%': 7, '**': 9}


class Parser:
    def __init__(self, text):
        self.stream = tokens(text)
        self.token = next(self.stream)

    def advance(self):
        token, self.token = self.token, next(self.stream, self.token)
        return token

    def accept(self, text):
        return self.token.text == text and self.token.kind is not Kind.STRING and self.advance()

    def expect(self, text):
        return self.accept(text) or self.fail(f'expected {text!r}')

    def fail(self, message):
        raise Problem(message, self.token)

    def name(self):
        return self.advance().text if self.token.kind is Kind.NAME else self.fail('expected a name')

    def program(self):
        while self.token.kind is not Kind.END:
            yield self.statement()

    def block(self):
        self.expect('{')
        body = []
        while not self.accept('}'):
            body.append(self.statement())
        return tuple(body)

    def statement(self):
        if self.accept('fn'):
            name = self.name()
            self.expect('(')
            params = []
            while not self.accept(')'):
                params.append(self.name())
                if self.token.text != ')':
                    self.expect(',')
            return Stmt('fn', (name, tuple(params), self.block()))
        if self.accept('if'):
            test, body = self.expression(), self.block()
            return Stmt('if', (test, body, self.block() if self.accept('else') else ()))
        if self.accept('while'):
            return Stmt('while', (self.expression(), self.block()))
        if self.accept('let'):
            name = self.name()
            self.expect('=')
            statement = Stmt('let', (name, self.expression()))
        elif self.accept('return'):
            statement = Stmt('return', (self.expression(),))
        elif self.accept('print'):
            values = [self.expression()]
            while self.accept(','):
                values.append(self.expression())
            statement = Stmt('print', tuple(values))
        else:
            value = self.expression()
            if self.accept('='):
                if not isinstance(value, Name):
                    self.fail('cannot assign to that')
                statement = Stmt('assign', (value.name, self.expression()))
            else:
                statement = Stmt('expr', (value,))
        self.expect(';')
        return statement

    def expression(self, power=0):
        left = self.prefix()
        while (mine := POWERS.get(self.token.text, 0)) > power and self.token.kind is not Kind.STRING:
            op = self.advance().text
            left = Binary(op, left, self.expression(mine - (op == '**')))
        return left

    def prefix(self):
        match self.token:
            case Token(Kind.NUMBER, text):
                self.advance()
                value = Const(float(text) if '.' in text else int(text))
            case Token(Kind.STRING, text):
                self.advance()
                value = Const(text[1:-1].encode().decode('unicode_escape'))
            case Token(text='-'):
                self.advance()
                return Unary('-', self.expression(8))
            case Token(text='not'):
                self.advance()
                return Unary('not', self.expression(3))
            case Token(text='('):
                self.advance()
                value = self.expression()
                self.expect(')')
            case Token(Kind.NAME, text):
                self.advance()
                value = Name(text)
            case _:
                self.fail('expected an expression')
        while self.accept('('):
            args = []
            while not self.accept(')'):
                args.append(self.expression())
                if self.token.text != ')':
                    self.expect(',')
            value = Call(value, tuple(args))
        return value


def apply(op, a, b):
    match op:
        case '+': return a + b
        case '-': return a - b
        case '*': return a * b
        case '/': return a / b
        case '%': return a % b
        case '**': return a ** b
        case '==': return a == b
        case '!=': return a != b
        case '<': return a < b
        case '>': return a > b
        case '<=': return a <= b
        case '>=': return a >= b


def fold(node):
    match node:
        case Binary(('and' | 'or') as op, left, right):
            return Binary(op, fold(left), fold(right))
        case Binary(op, left, right):
            match fold(left), fold(right):
                case Const(a), Const(b) if op != '/' or b:
                    return Const(apply(op, a, b))
                case a, b:
                    return Binary(op, a, b)
        case Unary('-', operand):
            match fold(operand):
                case Const(int() | float() as value):
                    return Const(-value)
                case Unary('-', inner):
                    return inner
                case other:
                    return Unary('-', other)
        case Unary(op, operand):
            return Unary(op, fold(operand))
        case Call(callee, args):
            return Call(fold(callee), tuple(map(fold, args)))
        case Stmt(kind, parts):
            return Stmt(kind, tuple(fold(part) for part in parts))
        case tuple():
            return tuple(fold(part) for part in node)
        case _:
            return node


class Code(list):
    def emit(self, op, arg=None):
        self.append([op, arg])
        return len(self) - 1

    def patch(self, at):
        self[at][1] = len(self)

    def statement(self, node):
        match node:
            case Stmt('fn', (name, params, body)):
                inner = Code()
                for part in body:
                    inner.statement(part)
                inner.emit('const', None)
                inner.emit('return')
                self.emit('function', (name, params, inner))
                self.emit('let', name)
            case Stmt('if', (test, body, other)):
                self.expression(test)
                skip = self.emit('unless')
                for part in body:
                    self.statement(part)
                if other:
                    end = self.emit('jump')
                    self.patch(skip)
                    for part in other:
                        self.statement(part)
                    self.patch(end)
                else:
                    self.patch(skip)
            case Stmt('while', (test, body)):
                start = len(self)
                self.expression(test)
                end = self.emit('unless')
                for part in body:
                    self.statement(part)
                self.emit('jump', start)
                self.patch(end)
            case Stmt('let' | 'assign' as kind, (name, value)):
                self.expression(value)
                self.emit(kind, name)
            case Stmt('print', values):
                for value in values:
                    self.expression(value)
                self.emit('print', len(values))
            case Stmt('return' | 'expr' as kind, (value,)):
                self.expression(value)
                self.emit('return' if kind == 'return' else 'pop')

    def expression(self, node):
        match node:
            case Const(value):
                self.emit('const', value)
            case Name(name):
                self.emit('load', name)
            case Unary(op, operand):
                self.expression(operand)
                self.emit('unary', op)
            case Binary('and' | 'or' as op, left, right):
                self.expression(left)
                skip = self.emit('jump_keep_unless' if op == 'and' else 'jump_keep_if')
                self.expression(right)
                self.patch(skip)
            case Binary(op, left, right):
                self.expression(left), self.expression(right)
                self.emit('binary', op)
            case Call(callee, args):
                self.expression(callee)
                for arg in args:
                    self.expression(arg)
                self.emit('call', len(args))


steps = 0


def run(code, scope, outer=None):
    global steps
    stack, at = [], 0
    while at < len(code):
        op, arg = code[at]
        at += 1
        steps += 1
        match op:
            case 'const': stack.append(arg)
            case 'load':
                for names in (scope, outer or {}):
                    if arg in names:
                        stack.append(names[arg])
                        break
                else:
                    raise NameError(f'{arg} is not known')
            case 'let' | 'assign': scope[arg] = stack.pop()
            case 'function': stack.append(arg)
            case 'pop': stack.pop()
            case 'unary': stack.append(-stack.pop() if arg == '-' else not stack.pop())
            case 'binary':
                right, left = stack.pop(), stack.pop()
                stack.append(apply(arg, left, right))
            case 'jump': at = arg
            case 'unless':
                if not stack.pop(): at = arg
            case 'jump_keep_unless' | 'jump_keep_if':
                if bool(stack[-1]) is (op == 'jump_keep_if'): at = arg
                else: stack.pop()
            case 'call':
                args = [stack.pop() for _ in range(arg)][::-1]
                name, params, inner = stack.pop()
                if len(args) != len(params):
                    raise TypeError(f'{name} wants {len(params)} arguments, got {len(args)}')
                stack.append(run(inner, dict(zip(params, args)), outer if outer is not None else scope))
            case 'print':
                print('  >', *stack[-arg:])
                del stack[-arg:]
            case 'return': return stack.pop()
    return stack


program = [fold(statement) for statement in Parser(SOURCE).program()]
code = Code()
for statement in program:
    code.statement(statement)
print(len(code), code[:3][1], program[-1].parts[3:])
print(run(code, {}), steps)
print(fold(next(Parser('x = 1 + 2 * 3 - -(4) + y * (2 ** 3) - --z;').program())))
for wrong in ('let = 5;', 'print 1 +;', 'fn f(a b) {}', 'x + 1 = 2;', 'if 1 { print 2;', 'print "open;', 'print 5 $ 3;', '\n\n  print (1;', 'return', 'f(1,,2);'):
    try:
        print(list(Parser(wrong).program()))
    except Problem as error:
        print(error, error.args[1].kind.name)
for wrong in ('print y;', 'print 1 / 0;', 'fn f(a) { return a; } print f();', 'print "a" + 1;', 'let f = 5; f();', 'fn f(n) { return f(n - 1); } print 1, f;'):
    code = Code()
    for statement in Parser(wrong).program():
        code.statement(statement)
    try:
        run(code, {})
    except Exception as error:
        print(type(error).__name__, error)
