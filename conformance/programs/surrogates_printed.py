"""Lone surrogates on their way to sys.stdout: the error, what was written before it, and the handlers."""
import sys

for write in (
    lambda: print('\ud800'),
    lambda: print('a\udfff\n'),
    lambda: print('before', 12, '\ud800x', 'behind'),
    lambda: print('x\ud880', sep='', end=''),
    lambda: sys.stdout.write('é\ud83d'),
    lambda: sys.stdout.writelines(['one ', 'two\udead']),
):
    try:
        print(write())
    except UnicodeEncodeError as error:
        print(error, error.start, error.end, ascii(error.reason))
for errors in 'backslashreplace', 'xmlcharrefreplace', 'replace', 'ignore', 'namereplace':
    sys.stdout.reconfigure(errors=errors)
    print(errors, '\ud800', 'é\u20ac\U0001f600', 'a\udfffb')
sys.stdout.reconfigure(errors='strict')
print('\ud800', 'to stderr', file=sys.stderr)
print(len('\ud800'), '\U0001f600 é')
for encoding in 'ascii', 'latin-1', 'utf-16', 'utf-32-le':
    for errors in 'strict', 'namereplace', 'surrogateescape', 'surrogatepass':
        try:
            print(encoding, errors, 'é\udc80\udcff'.encode(encoding, errors))
        except UnicodeEncodeError as error:
            print(encoding, errors, error)
print(b''.decode('no such codec', 'no such handler'), str(b'', 'nor this'))
