import re

print(re.findall('', 'abc'), re.findall('a|', 'aba'), re.findall('(a)(b)?', 'aab'), re.findall('(b)?', 'ab'))
print(re.findall(r'\w+', 'Überraschung, 日本 and 𝒳𝒴!'), re.findall(r'(?a:\w+)', 'Überraschung'))
print([m.span() for m in re.finditer('a*', 'baac')], [m.group() for m in re.finditer(r'(?<=-)\w', 'a-b-c')])
print(re.split('x*', 'axbxxc'), re.split('(,)|;', 'a,b;c'), re.split(r'\s+', '  a b  c '), re.split(',', 'a,b,c,d', maxsplit=2))
print(re.split(b'(-)', b'a-b-c'), re.split('x', ''), re.split('', 'ab'))
# prefixes that overlap with themselves
for text in ('aabaaab', 'abababac', 'aaaa', 'ab' * 5):
    print([m.start() for m in re.finditer('aab', text)], [m.start() for m in re.finditer('abab(?=a)', text)],
          [m.span() for m in re.finditer('aa(b)?', text)])
print(re.search('日本', 'nihon 日本').span(), re.search('é', 'cafe'), re.search('[日-本]', 'x').__class__)
s = re.compile(r'(\d)|([a-z])').scanner('1a-2')
print(s.match().groups(), s.match().groups(), s.match(), s.match(), s.pattern)
s = re.compile('[0-9]').scanner('1a-2', 1)
print(s.search(), s.search(), s.search())
it = re.finditer('b', 'abab')
print(type(it).__name__, next(it).start(), next(it).start(), next(it, 'end'))
text = 'x' * 1000 + 'needle' + 'y' * 1000 + 'needle'
print(re.search('needle', text).span(), len(re.findall('[n]eedle', text)), re.search('needles', text), re.search('[q]', text))
buffer = bytearray(b'one two')
found = re.finditer(rb'\w+', buffer)
print(next(found).group())
try:
    buffer += b' three'
except BufferError as e:
    print(type(e).__name__)
del found
buffer += b' three'
print(re.findall(rb'\w+', buffer))
