# versions: 3.13
# Source that is bytes: encodings, bytes that are none of theirs, null bytes, lone surrogates.
import os
import sys
import tempfile

sys.dont_write_bytecode = True

SOURCES = {
    'ff': b"x = 1\ny = '\xff'\nz = 3\n", 'start': b'\xffx = 1\n', 'comment': b'x = 1\n\n# \xe9t\xe9\n',
    'cut': b"x = '\xc3'\n", 'cut_comment': b'x = 1 # \xc3', 'surrogate': b"x = '\xed\xa0\x80'\n", 'overlong': b"x = '\xc0\xaf'\n",
    'f5': b"x='\xf5\x80\x80\x80'\n", 'f4': b"x='\xf4\x90\x80\x80'\n", 'late': b'x = 1\n' * 2000 + b"y = '\xff'\n",
    'utf8_ff': b"# coding: utf-8\nx = '\xff'\n", 'latin1': b"# coding: latin-1\nx = '\xff'\n", 'ascii': b"# coding: ascii\nx = '\xff'\n",
    'unknown': b'# -*- coding: nosuch -*-\nx = 1\n', 'bom_latin1': b'\xef\xbb\xbf# coding: latin-1\nx = 1\n',
    'bom_utf8': b'\xef\xbb\xbf# coding: utf-8\nx = 1\n', 'bom': b'\xef\xbb\xbfx = 1\n', 'bom_unknown': b'\xef\xbb\xbf# coding: nosuch\nx = 1\n',
    'null': b'x = 1\0\ny = 2\n', 'null_only': b'\0', 'null_comment': b'# a\0b\nx = 1\n', 'cp1252': b"# coding: cp1252\nx = '\x80'\n",
    'second': b"\n# coding: latin-1\nx = '\xe9'\n", 'third': b"\n\n# coding: latin-1\nx = '\xe9'\n",
    'after_code': b"x = 1\n# coding: latin-1\ny = '\xe9'\n", 'koi8': b"# coding: koi8-r\nx = '\xc1'\n", 'crlf': b"x = 1\r\ny = '\xff'\r\n",
    'hex': b'# coding: hex\nx = 1\n', 'utf8': b"x = '\xc3\xa9'\n", 'iso15': b"# coding: iso-8859-15\nx = '\xa4'\n",
    'cp1252_bad': b"# coding: cp1252\nx = 1\ny='\x81'\n", 'names': b'ab\xe9\xff = 1\n',
    'second_line': b'(a +\n  b\xc3\xa9\xff) = 1', 'two': b"x = 'abc' 'd\xffe'", 'bytes': b"x = b'\xff'", 'raw': b"r'\xff'",
    'escaped': b"'\\\xff'", 'escapes': b"'\\n\xff'", 'triple': b"'''ab\xff'''", 'number': b'1\xff', 'open': b"'\xff\n",
    'invalid': b'x = 1 1 # \xff', 'two_bytes': b"x = '\xe2\x82('",
}


def show(run):
    try:
        print('   ', ascii(run()))
    except BaseException as error:
        args = ascii(error.args).replace(ascii(folder)[1:-1], '')
        print('   ', type(error).__name__, args, getattr(error, 'lineno', '-'), ascii(getattr(error, 'text', '-')))


def run(source):
    names = {}
    exec(source, names)
    return names.get('x')


with tempfile.TemporaryDirectory() as folder:
    sys.path.insert(0, folder)
    for name, source in SOURCES.items():
        print(name)
        with open(f'{folder}/m_{name}.py', 'wb') as file:
            file.write(source)
        show(lambda: getattr(__import__(f'm_{name}'), 'x', None))
        show(lambda: run(source))
        show(lambda: compile(source, 'given', 'exec') and 1)
        show(lambda: eval(bytearray(source)))
    for text in ('x = "\ud800"', '\udfff', 'x = 1\0', '\0', 'x = 1 # \ud800', 'é = 1', 'aaaaa\ud800b', 'x = "\udc80"'):
        print(ascii(text))
        show(lambda: run(text))
        show(lambda: eval(text))
        show(lambda: compile(text, 'f', 'single') and 1)
    show(lambda: compile('1', 'f\0', 'eval'))
    show(lambda: compile('1', 'f\ud800', 'eval').co_filename)
    show(lambda: compile('1 1', b'f\xff', 'eval'))
    show(lambda: b'ab'.decode('hex'))
    show(lambda: 'ab'.encode('rot13'))
    show(lambda: 'ab'.encode('nosuch'))
