import json

data = {'name': 'Ünï', 'n': [1, 2.5, -3e10, True, None], 'nested': {'a': {}, 'b': []}, '1': 'quote " back \\ tab \t'}
text = json.dumps(data)
print(text, json.loads(text) == data)
print(json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False))
print(json.dumps([1, (2, 3)], separators=(',', ':')), json.dumps({1: 2, None: 3, True: 4, 2.5: 6}), json.dumps('\u2028\U0001f600'))
for bad in ('{', '{"a" 1}', '"abc', 'nul', '01', '[1] 2', ''):
    try:
        print(json.loads(bad))
    except json.JSONDecodeError as e:
        print(type(e).__name__, e.pos, e.lineno, e.colno)
for bad in (object, {1, 2}, 1j, {(1,): 2}):
    try:
        print(json.dumps(bad))
    except TypeError as e:
        print(e)
cycle = []
cycle.append(cycle)
try:
    json.dumps(cycle)
except ValueError as e:
    print(e)
print(json.dumps({'z': 1j}, default=lambda v: [v.real, v.imag]), json.loads('[1.5, 2]', parse_float=str, parse_int=float))
print(json.loads('{"a": 1, "b": {"c": 2}}', object_hook=lambda d: sorted(d.items())), json.loads('{"a":1,"a":2}', object_pairs_hook=list))
print(json.loads('[NaN, Infinity, -Infinity]'), json.dumps(float('inf')), json.loads(b'"\xc3\xa9"'), json.loads('"\\ud83d\\ude00\\u00e9"'))
