# versions: 3.13
# json both ways: own classes by default= and object_hook, keys, numbers, spacing, errors with places, streams of documents.
import datetime
import io
import json
from dataclasses import asdict, dataclass, field, is_dataclass
from enum import Enum


class Colour(Enum):
    RED = 'r'
    BLUE = 'b'


@dataclass
class Point:
    x: int
    y: int = 0


@dataclass
class Shape:
    name: str
    corners: list[Point] = field(default_factory=list)
    colour: Colour = Colour.RED
    made: datetime.date = datetime.date(2024, 2, 29)
    tags: frozenset = frozenset()


class Encoder(json.JSONEncoder):
    def default(self, o):
        match o:
            case Enum():
                return {'$': 'enum', 'class': type(o).__name__, 'name': o.name}
            case datetime.date():
                return {'$': 'date', 'value': o.isoformat()}
            case set() | frozenset():
                return {'$': 'set', 'items': sorted(o)}
            case complex(real=re, imag=im):
                return [re, im]
        if is_dataclass(o):
            return {'$': type(o).__name__, **{k: getattr(o, k) for k in o.__dataclass_fields__}}
        return super().default(o)


def hook(o):
    match o:
        case {'$': 'enum', 'class': cls, 'name': name}:
            return globals()[cls][name]
        case {'$': 'date', 'value': text}:
            return datetime.date.fromisoformat(text)
        case {'$': 'set', 'items': items}:
            return frozenset(items)
        case {'$': cls, **rest}:
            return globals()[cls](**rest)
    return o


shape = Shape('triangle', [Point(0), Point(4, 0), Point(0, 3)], Colour.BLUE, tags=frozenset('ba'))
text = json.dumps(shape, cls=Encoder, indent=2)
print(text)
print(json.loads(text, object_hook=hook) == shape, asdict(shape)['corners'])
print(json.dumps({'z': 1, 'a': [1, 2, {'k': None}], 'é': 'ü\u2028"\\/\x07'}, sort_keys=True))
print(json.dumps({'é': '😀ß'}, ensure_ascii=False), json.dumps('😀'), json.loads('"\\ud83d\\ude00\\u00e9\\/\\b"'))
print(json.dumps([1, 2, {'a': 1, 'b': []}, {}, ()], separators=(',', ':')), json.dumps([[], {}, [[]]], indent=1))
print(json.dumps([True, None, 1.0, -0.0, 1e22, 1e-7, 123456789012345678901234567890, 0.1 + 0.2]), json.dumps((1, (2, ()))))
print(json.dumps({1: 'a', 1.5: 'b', True: 'c', None: 'd'}), json.dumps({(1, 2): 'x', 'y': 1}, skipkeys=True))
print(json.dumps([float('nan'), float('inf'), -float('inf')]), json.loads('[NaN, Infinity, -Infinity, 1E5, -0, 10.0e-2]'))
print(json.loads('{"a": 1, "a": 2, "b": {}}', object_pairs_hook=list), json.loads('[1.10, 2]', parse_float=str, parse_int=lambda s: s + '!'))
print(json.loads(b'\xef\xbb\xbf{"a": "\xc3\xa9"}'), json.loads('[1]'.encode('utf-16')), json.loads(bytearray(b' null ')))


class Small(int):
    def __repr__(self):
        return 'small'


class Level(int, Enum):
    LOW = 1


class Text(str):
    pass


print(json.dumps([Small(3), Level.LOW, Text('t'), {Text('k'): Level.LOW, Level.LOW: 2}]))
for thing in ({1, 2}, 3j, b'x', {(1,): 2}, float('nan'), object, {'deep': [1, {'x': Point}]}):
    try:
        print(json.dumps(thing, allow_nan=False))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
loop = []
loop.append({'again': loop})
try:
    json.dumps(loop)
except ValueError as error:
    print(error)
for wrong in ('', '   ', '{', '[1,', '[1,]', '{"a"}', '{"a":}', "{'a': 1}", '{"a": 1,}', 'nul', '"abc', '"\\u12"', '01', '1.', '-', '[1] 2', '{"a": 1 "b": 2}', '\ufeff1', '[1\n, 2\n, x]'):
    try:
        print(json.loads(wrong))
    except json.JSONDecodeError as error:
        print(f'{wrong!r:22} {error} | {error.msg} {error.pos} {error.lineno} {error.colno}')
decoder = json.JSONDecoder()
stream, at, found = '{"a": 1} [2]\n"three" 4 true', 0, []
while at < len(stream):
    value, end = decoder.raw_decode(stream, at)
    found.append((value, end))
    at = end + (len(stream[end:]) - len(stream[end:].lstrip()))
print(found)
out = io.StringIO()
json.dump({'list': list(range(5)), 'nested': {'t': (1, 2)}}, out, indent='--')
print(out.getvalue())
out.seek(0)
print(len(out.read()))
print(''.join(json.JSONEncoder(indent=None, separators=(', ', '=')).iterencode({'a': [1, {'b': 2}]})))
print(json.dumps({'b': 1, 'a': {'d': 1, 'c': 2}}, sort_keys=True, indent=4).splitlines()[1:3], json.dumps('</script>'))
