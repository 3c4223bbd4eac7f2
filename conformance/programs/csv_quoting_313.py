# versions: 3.13
"""What csv quotes and reads since 3.12, and which characters it refuses since 3.13."""
import csv
import io


def t(f):
    try:
        print(ascii(f()))
    except Exception as e:
        print(type(e).__name__, '|', ascii(str(e)))


def written(row, **kw):
    out = io.StringIO(newline='')
    csv.writer(out, **kw).writerow(row)
    return out.getvalue()


for quoting in (csv.QUOTE_STRINGS, csv.QUOTE_NOTNULL, csv.QUOTE_MINIMAL, csv.QUOTE_NONE, csv.QUOTE_NONNUMERIC):
    for row in ([None], [''], [None, ''], ['a', 1, None, 2.5, b'x'], ['a"b'], ['a\rb'], []):
        t(lambda: written(row, quoting=quoting))
        t(lambda: written(row, quoting=quoting, delimiter=' ', skipinitialspace=True))
    for line in ('', 'a', '1', '"1",2,,""', '1,x', ',', '""', '"a"b,', ' 1,2', "\\1"):
        t(lambda: list(csv.reader([line], quoting=quoting)))
        t(lambda: list(csv.reader([line], quoting=quoting, escapechar='\\', skipinitialspace=True)))
for kw in (dict(delimiter='\n'), dict(delimiter='x', lineterminator='x'), dict(delimiter=' ', skipinitialspace=True), dict(quotechar=' ', skipinitialspace=True), dict(delimiter='"'), dict(escapechar=','), dict(escapechar="'", quotechar="'"),
           dict(escapechar='\r'), dict(quotechar='\r', quoting=csv.QUOTE_NONE), dict(escapechar='z', lineterminator='yz'), dict(quotechar=None)):
    t(lambda: csv.reader([], **kw).dialect.quoting)
