"""The module csv: readers, writers, dialects, dictionaries of fields, and what is refused."""
import csv
import io
import sys


def t(f):
    try:
        print(ascii(f()))
    except Exception as e:
        print(type(e).__name__, '|', ascii(str(e)))


def rows(lines, *args, **kw):
    return list(csv.reader(lines, *args, **kw))


def written(data, *args, **kw):
    out = io.StringIO(newline='')
    csv.writer(out, *args, **kw).writerows(data)
    return out.getvalue()


for lines in (['a,b,c'], ['a,"b,b",c\r\n', 'd'], ['"a""b",\'c\''], ['"a', 'b",c'], [''], ['\n', 'x\n'], ['a,', ',b'], ['"a"b,c'], ['"a" ,c'], ['a b, c'], ['a\rb'], ['a\r', 'b'], ['"a', ''], ['"a\n', 'b'], ['a\\,b'],
              ['é€,\U0001f600'], ['1,"2",x'], ['"",,""'], ['a\0b'], ['\\'], ['"\\"'], ['a\\\n', 'b']):
    for kw in ({}, {'strict': True}, {'escapechar': '\\'}, {'quoting': csv.QUOTE_NONE}, {'quotechar': "'"}, {'skipinitialspace': True}, {'delimiter': ' '}, {'doublequote': False}, {'quoting': csv.QUOTE_NONNUMERIC}):
        t(lambda: rows(lines, **kw))

data = [['a', 1, None, 2.5], ['a,b', 'c"d', "e'f", 'g\nh'], [''], [None], [], ['', ''], ['x\\y', 'p q', ' r', True], [b'x', 1j, (1, 2)]]
for kw in ({}, {'quoting': csv.QUOTE_ALL}, {'quoting': csv.QUOTE_NONNUMERIC}, {'quoting': csv.QUOTE_NONE, 'escapechar': '\\'}, {'doublequote': False, 'escapechar': '\\'}, {'lineterminator': 'x\n'}, {'delimiter': ';', 'quotechar': "'"}):
    t(lambda: written(data, **kw))
    for row in data:
        t(lambda: written([row], **kw))
t(lambda: written([['a,b']], quoting=csv.QUOTE_NONE))
t(lambda: written([['a"b']], doublequote=False))
t(lambda: written([['']], quoting=csv.QUOTE_NONE))
t(lambda: written([5]))
t(lambda: written(5))


class Bad:
    def __str__(self):
        raise KeyError('no')

    def __iter__(self):
        yield 'x'
        raise RuntimeError('stopped')


t(lambda: written([['a', Bad()]]))
t(lambda: written([Bad()]))
t(lambda: rows(Bad()))
t(lambda: rows([b'a']))
t(lambda: rows([1]))

r = csv.reader(['a,b', '"c', 'd"', 'e'])
print(r.line_num, next(r), r.line_num, next(r), r.line_num, list(r), r.line_num, next(r, 'end'))
print(r.dialect.delimiter, type(r), iter(r) is r)
print(csv.list_dialects(), csv.get_dialect('excel-tab').delimiter)


class Pipes(csv.excel):
    delimiter = '|'
    quoting = csv.QUOTE_ALL


csv.register_dialect('pipes', Pipes)
csv.register_dialect('more', 'pipes', quotechar="'", lineterminator='\n')
print(written([['a', 'b|c']], 'pipes'), written([['a', "b'c"]], dialect='more'), rows(["'a'|'b'"], 'more'))
d = csv.get_dialect('more')
print(d.delimiter, d.quotechar, d.doublequote, d.skipinitialspace, d.strict, d.escapechar, ascii(d.lineterminator), d.quoting)
csv.unregister_dialect('more')
for e in ('csv.get_dialect("more")', 'csv.unregister_dialect("more")', 'csv.get_dialect([])', 'csv.reader()', 'csv.reader([], 1, 2)', 'csv.reader(5)', 'csv.reader([], "none")', 'csv.reader([], "excel", dialect="excel")', 'csv.writer(5)', 'csv.register_dialect(5)',
          'rows([], delimiter="")', 'rows([], delimiter=None)', 'rows([], delimiter=5)', 'rows([], delimiter="ab")', 'rows([], escapechar=5)', 'rows([], quotechar="ab")', 'rows([], lineterminator=None)', 'rows([], lineterminator=5)', 'rows([], quoting="a")',
          'rows([], quoting=9)', 'rows([], quoting=2**40)', 'rows([], quotechar=None, quoting=0)', 'rows(["a,b"], quotechar=None)', 'csv.field_size_limit()', 'csv.field_size_limit("a")', 'csv.field_size_limit(4)', 'rows(["abcd,e"])', 'rows(["abcde"])', 'csv.field_size_limit(131072)',
          'type(csv.reader([]))()', 'd.__reduce__()', 'setattr(d, "strict", 5)', 'setattr(r, "line_num", 5)', 'csv.writer(io.StringIO()).writerow()'):
    t(lambda: eval(e))

out = io.StringIO()
w = csv.DictWriter(out, ['a', 'b'], restval='-', extrasaction='ignore')
print(w.writeheader(), w.writerow({'a': 1, 'c': 2}), w.writerows([{'b': 'x,y'}]))
print(ascii(out.getvalue()), list(csv.DictReader(io.StringIO(out.getvalue()))))
t(lambda: csv.DictWriter(out, ['a']).writerow({'a': 1, 'z': 2}))
print(list(csv.DictReader(['1,2,3', '4'], ['x', 'y'], restkey='rest', restval='none')), csv.DictReader(['p,q']).fieldnames)
sniffed = csv.Sniffer().sniff("a;b;'c d'\n1;2;'x'\n3;4;'y'\n")
print(sniffed.delimiter, sniffed.quotechar, csv.Sniffer().has_header('name,age\nann,5\nben,77\n'))
t(lambda: csv.Sniffer().sniff('abc'))

lines = ['a,b']
row = next(csv.reader(lines))
print(sys.getrefcount(row), sys.getrefcount(lines))
