# versions: 3.13
# _json: scanner, scanstring, encoder, with their errors and counts.
import _json
import json
import sys
import collections
import enum


def show(call):
    try:
        print('   ', ascii(call()))
    except BaseException as error:
        print('   ', type(error).__name__, ascii(error.args), [ascii(getattr(error, name)) for name in ('pos', 'lineno', 'colno') if hasattr(error, name)])


texts = ['', ' ', 'null', 'nul', 'true', 'false', 'NaN', 'Infinity', '-Infinity', '-', '-a', '0', '-0', '01', '1.', '1.5', '-1.5e3', '1e', '1e+', '1E-2', '.5',
         '123456789012345', '1234567890123456789', '-99999999999999999999', '1' * 30 + '.0', '[', '[1', '[1,', '[1,]', '[1 2]', '[]', ' [ ] ', '[1, 2 ,3]', '[,]',
         '{', '{}', ' { } ', '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', '{"a" 1}', '{1:2}', '{"a":1 "b":2}', '{"a": {"a": [1, {"a": 2}]}}', '{"a":1,"a":2}', '{,}',
         '"', '"abc', '"abc"', '"a\\', '"a\\"', '"\\n\\t\\b\\f\\r\\/\\\\\\""', '"\\x"', '"\\u00e9"', '"\\u00e"', '"\\u00eg"', '"\\ud83d\\ude00"', '"\\ud83d"', '"\\ud83dx"',
         '"\\ud83d\\n"', '"\\ud83d\\u0041"', '"\\ud83d\\uzzzz"', '"\\ude00\\ud83d"', '"\\u12', '"\\ud83d\\u12', '"a\nb"', '"a\x00b"', '"\x7f"', '"é\u1234\U0001f600"', '"é\\n\U0001f600"',
         '1 2', '[1] x', '{"é": "\U0001f600", "\U0001f600": 1.0}', '[[[[]]]]', '["a", null, true, false, NaN, 1, 2.5]', '\ufeff1', '[1\x0b]', 'nullx', '[nul]', '{"a": nul}', '[1,\n 2,\n x]']
for text in texts:
    print(ascii(text))
    show(lambda: json.loads(text))
    show(lambda: json.JSONDecoder().raw_decode(text))
    show(lambda: json.JSONDecoder(strict=False).scan_once(text, 0))
    show(lambda: _json.scanstring(text, 1))
    show(lambda: _json.scanstring(text, 1, False))
text = '{"b": [1, 2.5, {"c": NaN}], "a": {"b": 1, "": -Infinity}}'
show(lambda: json.loads(text, object_hook=lambda d: sorted(d)))
show(lambda: json.loads(text, object_pairs_hook=lambda p: p))
show(lambda: json.loads(text, object_pairs_hook=collections.OrderedDict, object_hook=len))
show(lambda: json.loads(text, parse_float=lambda s: 'f' + s, parse_int=lambda s: 'i' + s, parse_constant=lambda s: 'c' + s))
show(lambda: json.loads('[1, 2]', parse_int=lambda s: 1 / 0))
show(lambda: json.loads('{"a": 1}', object_hook=lambda s: 1 / 0))
for call in (lambda: json.loads('[' * 100000), lambda: json.loads('{"a":' * 100000), lambda: _json.scanstring('abc', 5), lambda: _json.scanstring('abc', -1), lambda: _json.scanstring(b'a', 1), lambda: _json.scanstring('a'),
             lambda: json.JSONDecoder().scan_once(b'a', 0), lambda: json.JSONDecoder().scan_once('a', -1), lambda: json.JSONDecoder().scan_once('a', 5), lambda: json.JSONDecoder().scan_once('1', idx=0), lambda: json.JSONDecoder().scan_once('a'), lambda: _json.make_scanner(1), lambda: _json.make_scanner()):
    show(call)
keys = json.loads('[{"key": 1, "other": 2}, {"key": 3, "other": 4}]')
print([a is b for a, b in zip(*keys)], sys.getrefcount(next(iter(keys[0]))), sys.getrefcount(keys), [sys.getrefcount(k) for k in keys], sys.getsizeof(keys), sys.getsizeof(keys[0]))
scanner = json.JSONDecoder().scan_once
print(scanner.strict, scanner.parse_float, scanner.object_hook, sys.getsizeof(scanner), type(scanner))


class Int(int):
    def __repr__(self): return 'no'


class Float(float):
    def __repr__(self): return 'no'


class Str(str):
    pass


class Color(enum.IntEnum):
    RED = 1


class Unknown:
    pass


class Items(dict):
    def items(self): return [('x', 1), ('y', [2])]


values = [None, True, False, 0, -1, 2**53, 2**70, 1.5, -0.0, 1e16, 1e-7, float('inf'), float('nan'), '', 'a"\\/\b\f\n\r\t\x00\x1f\x7f\xe9\u1234\U0001f600\ud800', [], (), {}, [1, [2, (3, 'x')]],
          {'a': 1, 'b': [1, {'c': None}]}, {1: 2, 2.5: 3, None: 4, True: 5, False: 6, 'k': 7}, {(1, 2): 3}, {'a': Unknown()}, Unknown(), {1, 2}, b'x', Int(5), Float(2.5), Str('s'), Color.RED,
          {Int(5): 1}, {Float(2.5): 1}, {Str('s'): 1}, {Color.RED: 1}, Items(a=1), Items(), collections.OrderedDict(b=1, a=2), {'b': 1, 'a': 2, 'é': 3}, {float('inf'): 1}, {float('nan'): 1}, 10**4300 if 0 else 1,
          {'b': {}, 'a': []}, [[], {}], [None, [True]], [Unknown], {'x': {'y': {'z': [1, 2]}}}]
for value in values:
    print(ascii(value) if 'object at' not in ascii(value) else type(value))
    for options in ({}, {'ensure_ascii': False}, {'indent': 2}, {'indent': '--', 'separators': ('; ', ' = ')}, {'sort_keys': True}, {'skipkeys': True}, {'allow_nan': False}, {'check_circular': False, 'default': lambda o: type(o).__name__}, {'default': lambda o: [1, {'d': 2}], 'indent': 1}):
        show(lambda: json.dumps(value, **options))
loop = []
loop.append(loop)
pair = {}
pair['a'] = [pair]
for value in (loop, pair):
    show(lambda: json.dumps(value))
    show(lambda: json.dumps(value, indent=1))
show(lambda: json.dumps(Unknown, default=lambda o: o))
deep = []
for _ in range(100000):
    deep = [deep]
show(lambda: json.dumps(deep))
show(lambda: json.dumps(loop, check_circular=False))
while deep:
    deep = deep.pop()
show(lambda: json.dumps({'b': 1, 2: 3}, sort_keys=True))
for function in (_json.encode_basestring, _json.encode_basestring_ascii):
    for value in ('abc', 'é"\\\x7f\x00', '\U0001f600\ud800', '', 1, b'x', None):
        show(lambda: function(value))
make = _json.make_encoder
show(lambda: make({}, None, str.upper, None, ':', ',', False, False, True)(['a', {'b': 'c', 1: 2}], 0))
show(lambda: make({}, None, lambda s: 1, None, ':', ',', False, False, True)(['a'], 0))
show(lambda: make({}, None, lambda s: 1 / 0, None, ':', ',', False, False, True)({'a': 1}, 0))
show(lambda: make(1, None, None, None, ':', ',', False, False, True))
show(lambda: make(None, None, None, None, 1, ',', False, False, True))
show(lambda: make())
encoder = make({}, len, _json.encode_basestring, None, ':', ',', 1, 0, True)
print(encoder.markers, encoder.default, encoder.indent, encoder.key_separator, encoder.item_separator, encoder.sort_keys, encoder.skipkeys, sys.getsizeof(encoder), type(encoder))
seen = []


def default(o):
    seen.append(sys.getrefcount(o))
    return 'x'


thing = Unknown()
print(json.dumps([thing, {'a': thing}], default=default), seen, sys.getrefcount(thing))
data = [{'a': 1}]
json.dumps(data)
print(sys.getrefcount(data), sys.getrefcount(data[0]))
