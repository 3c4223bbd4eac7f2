import re

print(re.sub('a', 'b', 'banana'), re.sub('a', 'b', 'banana', count=2), re.subn('a', 'b', 'banana'), re.sub('x*', '-', 'abxd'))
print(re.sub(r'(\w+) (\w+)', r'\2 \g<1>\g<0>\\\n', 'hello world'), re.sub('(?P<n>b)', r'[\g<n>]', 'abc'))
print(re.sub('(a)|b', r'<\1>', 'ab'), re.sub('.', lambda m: m.group().upper() + str(m.start()), 'abc'))
print(re.sub('a', lambda m: '', 'banana'), re.sub(b'a', b'\\x' if 0 else b'<\\g<0>>', b'cat'), re.subn('q', 'z', 'abc'))
class S(str):
    pass
print(type(re.sub('q', 'z', S('abc'))), type(re.sub('a', S('z'), 'a')), re.sub('a', S(r'\g<0>z'), 'a'))
for call in (lambda: re.sub('a', r'\1', 'a'), lambda: re.sub('a', r'\g<x>', 'a'), lambda: re.sub('a', r'\q', 'a'),
             lambda: re.sub('a', 5, 'a'), lambda: re.sub('a', lambda m: 5, 'ab'), lambda: re.sub('a', b'x', 'a'),
             lambda: re.sub('(a', 'b', 'a'), lambda: re.compile('a').sub('b'), lambda: re.sub('a', lambda m: 1 / 0, 'a')):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__ if not isinstance(e, re.error) else 're.error', e)
def nested(m):
    return re.sub('[0-9]', lambda d: str(int(d.group()) + 1), m.group(1))
print(re.sub(r'<([^>]*)>', nested, 'a<1>b<23>c<x>'))
print(re.escape('a.b*c[d] é\n-#'), re.escape(b'\x00.a'))
print(re.sub('é', 'e', 'é日𝒳é'), re.sub('日', '', 'é日'), re.sub('e', 'é', 'hey'))
