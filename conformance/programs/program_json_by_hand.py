# A JSON reader and printer written by hand and set against the library's: numbers, escapes, nesting, streaming events, errors with lines and columns, a pretty printer that fits lines, paths, patches.
import json
import re
from collections import deque

NUMBER = re.compile(r'-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?')
PLAIN = re.compile(r'[^"\\\x00-\x1f]*')
SPACE = re.compile(r'[ \t\n\r]*')
ESCAPES = dict(zip('"\\/bfnrt', '"\\/\b\f\n\r\t'))


class Bad(ValueError):
    def __init__(self, message, text, at):
        line = text.count('\n', 0, at) + 1
        super().__init__(f'{message} at {line}:{at - text.rfind(chr(10), 0, at)}')


class Reader:
    def __init__(self, text):
        self.text, self.at = text, 0

    def skip(self):
        self.at = SPACE.match(self.text, self.at).end()

    def fail(self, message):
        raise Bad(message, self.text, self.at)

    def peek(self):
        self.skip()
        return self.text[self.at:self.at + 1]

    def events(self):
        stack = []
        expects = 'value'
        while True:
            c = self.peek()
            if expects == 'value':
                if c == '{':
                    self.at += 1
                    yield 'start', dict
                    stack.append('}')
                    expects = 'key or }'
                    continue
                if c == '[':
                    self.at += 1
                    yield 'start', list
                    stack.append(']')
                    expects = 'value or ]'
                    continue
                yield 'value', self.scalar(c)
            elif expects == 'value or ]':
                if c != ']':
                    expects = 'value'
                    continue
                self.at += 1
                yield 'end', stack.pop()
            elif expects in ('key', 'key or }'):
                if c == '}' and expects != 'key':
                    self.at += 1
                    yield 'end', stack.pop()
                elif c == '"':
                    yield 'key', self.string()
                    if self.peek() != ':':
                        self.fail('expected ":"')
                    self.at += 1
                    expects = 'value'
                    continue
                else:
                    self.fail('expected a key')
            elif c == ',':
                self.at += 1
                expects = 'key' if stack[-1] == '}' else 'value'
                continue
            elif c == stack[-1]:
                self.at += 1
                yield 'end', stack.pop()
            else:
                self.fail(f'expected "," or "{stack[-1]}"')
            expects = 'more'
            if not stack:
                if self.peek():
                    self.fail('extra text')
                return

    def scalar(self, c):
        if c == '"':
            return self.string()
        for word, value in (('true', True), ('false', False), ('null', None)):
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return value
        match = NUMBER.match(self.text, self.at)
        if not match:
            self.fail('expected a value')
        self.at = match.end()
        return float(match[0]) if match[1] or match[2] else int(match[0])

    def string(self):
        self.at += 1
        parts = []
        while True:
            match = PLAIN.match(self.text, self.at)
            parts.append(match[0])
            self.at = match.end()
            c = self.text[self.at:self.at + 1]
            if c == '"':
                self.at += 1
                return ''.join(parts)
            if c != '\\':
                self.fail('control character' if c else 'string without end')
            escape = self.text[self.at + 1:self.at + 2]
            if escape == 'u':
                parts.append(chr(self.unit()))
                if '\ud800' <= parts[-1] < '\udc00' and self.text.startswith('\\u', self.at):
                    low = self.unit()
                    parts[-1] = chr(0x10000 + (ord(parts[-1]) - 0xd800 << 10) + low - 0xdc00) if 0xdc00 <= low < 0xe000 else parts[-1] + chr(low)
            elif escape in ESCAPES and escape:
                parts.append(ESCAPES[escape])
                self.at += 2
            else:
                self.fail('unknown escape')

    def unit(self):
        digits = self.text[self.at + 2:self.at + 6]
        if not re.fullmatch('[0-9a-fA-F]{4}', digits):
            self.fail('bad \\u escape')
        self.at += 6
        return int(digits, 16)


def load(text):
    stack = [[]]
    keys = []
    for kind, value in Reader(text).events():
        if kind == 'key':
            keys.append(value)
            continue
        if kind == 'end':
            value = stack.pop()
        elif kind == 'start':
            stack.append(value())
            if value is dict:
                keys.append(None)
            continue
        if isinstance(value, dict) and kind == 'end':
            keys.pop()
        if isinstance(stack[-1], dict):
            stack[-1][keys.pop()] = value
        else:
            stack[-1].append(value)
    return stack[0][0]


def pretty(value, width=40, indent=0):
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + indent <= width or not isinstance(value, (dict, list)) or not value:
        return flat
    pad = ' ' * (indent + 2)
    if isinstance(value, dict):
        lines = [f'{pad}{json.dumps(key, ensure_ascii=False)}: {pretty(item, width, indent + 2).lstrip()}' for key, item in value.items()]
    else:
        lines = [pad + pretty(item, width, indent + 2) for item in value]
    first, last = '{}' if isinstance(value, dict) else '[]'
    return first + '\n' + ',\n'.join(lines) + '\n' + ' ' * indent + last


texts = ['0', '-0', '-0.0', '12', '1e5', '1E-2', '-1.5e+3', '1.0', '123456789012345678901234567890', '1e400', 'true', ' null ', '"a"', '""', '"\\u00e9\\n\\"\\/"', '"\\ud83d\\ude00"', '"\\ud83d"', '"\\ud83dx"', '"\\ud83d\\u0041"', '[]', '[ 1 , [ ] , {} ]', '{}', '{"a": 1, "b": [true, {"c": null}], "a": 2}', '{"": {"": {}}}', '[[[[1]]]]', '"é😀"', '\t[\r\n1]']
for text in texts:
    mine, real = load(text), json.loads(text)
    print(ascii(mine), mine == real and type(mine) is type(real) and repr(mine) == repr(real), end='; ')
print()
for text in ('', ' ', '01', '+1', '.5', '1.', '1e', '-', 'tru', 'nul', 'True', "'a'", '"a', '"a\\', '"\\x41"', '"\\u12"', '"\t"', '[1', '[1,', '[1,]', '[,1]', '[1 2]', ']', '{', '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', '{a:1}', '{1:2}', '{"a" 1}', '{"a":1 "b":2}', '[1]]', '1 2', '{"a":\n  [1,\n   2 3]}', 'NaN', '[}', '{]'):
    try:
        mine = load(text)
    except Bad as error:
        mine = f'Bad {error}'
    try:
        real = json.loads(text)
    except json.JSONDecodeError as error:
        real = f'{error.msg} {error.lineno}:{error.colno}'
    print(ascii(text), '|', mine, '|', real)
document = {'title': 'Ünïcode "quoted"', 'sizes': [1, 2.5, -3e10, 10 ** 20], 'people': [{'name': 'Ann', 'tags': ['a', 'b'], 'address': {'city': 'Rome', 'zip': None}}, {'name': 'Bob', 'tags': [], 'address': {}}], 'deep': [[[]], [[1], [2, [3]]]], 'yes': True}
print(pretty(document))
print(load(pretty(document)) == document, len(pretty(document, 1000).splitlines()), len(pretty(document, 1).splitlines()))


def find(value, path):
    """Values at a path such as people.*.name or deep..0; .. goes down any number of levels."""
    if not path:
        yield value
        return
    head, _, rest = path.partition('.')
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        if head in ('*', str(key)):
            yield from find(item, rest)
        if head == '':
            yield from find(item, rest)
            yield from find(item, path)


print([list(find(document, path)) for path in ('title', 'people.*.name', 'people.0.tags.1', '*.city', 'deep..0', 'people.*.address.*', 'sizes.9', '')] [:7])


def difference(a, b, path=''):
    if type(a) is not type(b) or not isinstance(a, (dict, list)):
        if a != b:
            yield 'change', path, b
        return
    if isinstance(a, list):
        a, b = dict(enumerate(a)), dict(enumerate(b))
    for key in a.keys() - b.keys():
        yield 'remove', f'{path}/{key}', None
    for key in b:
        if key in a:
            yield from difference(a[key], b[key], f'{path}/{key}')
        else:
            yield 'add', f'{path}/{key}', b[key]


changed = json.loads(json.dumps(document))
changed['people'][0]['name'] = 'Anna'
changed['people'][1]['age'] = 5
del changed['yes']
changed['sizes'] = [1, 2.5]
print(sorted(difference(document, changed), key=lambda change: change[:2]))
print([kind if kind == 'end' else f'{kind} {getattr(value, "__name__", value)}' for kind, value in Reader('{"a": [1, {"b": []}], "c": "d"}').events()])
print(deque(Reader(json.dumps([[i] for i in range(50)])).events(), maxlen=1)[0])
