# A tokenizer by named groups, a template engine, a log reader.
import re
from collections import Counter

TOKEN = re.compile(r'''
    (?P<number>  \d+(\.\d*)? )
  | (?P<name>    [A-Za-z_]\w* )
  | (?P<op>      [-+*/()=] )
  | (?P<skip>    [ \t]+ )
  | (?P<wrong>   . )
''', re.VERBOSE)

def tokens(text):
    for m in TOKEN.finditer(text):
        if m.lastgroup != 'skip':
            yield m.lastgroup, m.group()

print(list(tokens('total = 3.25 * (width + 12) ? é')))

def fill(template, values):
    return re.sub(r'\{\{\s*(\w+)\s*(?:\|\s*(\w+))?\s*\}\}',
                  lambda m: getattr(str(values[m[1]]), m[2] or '__str__')(), template)

print(fill('Hello {{ name|upper }}, you are {{age}}.', {'name': 'Ann', 'age': 42}))
LOG = '''10.0.0.1 - [05/Mar/2024:10:00:00] "GET /a HTTP/1.1" 200 512
10.0.0.2 - [05/Mar/2024:10:00:01] "POST /b HTTP/1.1" 404 -
10.0.0.1 - [05/Mar/2024:10:00:02] "GET /c?x=1 HTTP/1.1" 200 99
'''
line = re.compile(r'^(?P<host>\S+) - \[(?P<time>[^]]+)\] "(?P<verb>[A-Z]+) (?P<path>[^ ?]+)[^"]*" (?P<code>\d{3}) (?P<size>\d+|-)$', re.M)
rows = [m.groupdict() for m in line.finditer(LOG)]
print(Counter(r['host'] for r in rows), Counter(r['code'] for r in rows), sum(int(r['size']) for r in rows if r['size'] != '-'))
print([r['path'] for r in rows], re.sub(r'(?m)^(\S+).*\n', r'\1;', LOG))
print(re.sub(r'(?<!^)(?=[A-Z])', '_', 'someCamelCaseName').lower(), re.sub(r'\B(?=(\d{3})+$)', ',', '1234567'))
print(re.sub(r'[ \t]+$', '', 'a  \nb\t\nc', flags=re.M).encode(), Counter(re.findall(r'[a-z]+', 'the cat and the hat and the bat')).most_common(2))
