# Texts: textwrap, string.Template, difflib, shlex, pprint, html, urllib.parse, string.Formatter, reprlib, codecs of quoting.
import difflib
import html
import pprint
import quopri
import base64
import reprlib
import shlex
import string
import textwrap
import urllib.parse as url

TEXT = 'The quick brown fox, who had never jumped over anything before, jumped over the lazy-dog and averyveryverylongwordthatnobodycanread.'
for options in {}, dict(initial_indent='* ', subsequent_indent='  '), dict(break_long_words=False), dict(max_lines=2, placeholder=' [...]'), dict(break_on_hyphens=False), dict(drop_whitespace=False):
    print(textwrap.wrap(TEXT, 28, **options))
print(textwrap.shorten(TEXT, 40), repr(textwrap.dedent('''\
      a
        b

      c
''')), repr(textwrap.indent('x\n\ny\n', '> ')), repr(textwrap.indent('x\n\ny', '-', lambda l: True)), textwrap.fill('a  b\tc\nd', 80, expand_tabs=False))
t = string.Template('$who owes ${amount}$$ to $who.name, ${ nothing')
print(t.safe_substitute(who='Ann', amount=5), string.Template('$a $b').substitute({'a': 1}, b=2), string.Template('${x}y $$x').get_identifiers(), string.Template('$1').is_valid())
for wrong in (lambda: t.substitute(who=1, amount=2), lambda: string.Template('$x').substitute()):
    try:
        print(wrong())
    except (ValueError, KeyError) as error:
        print(type(error).__name__, error)


class Percent(string.Template):
    delimiter = '%'
    idpattern = r'[a-z]+\.[a-z]+'


print(Percent('%a.b %% %c').safe_substitute({'a.b': 'found'}), string.capwords('hello  wORLD-x'), string.capwords('a,b', ','))
old, new = 'one\ntwo\nthree\nfour\n'.splitlines(True), 'zero\none\ntree\nfour\n'.splitlines(True)
print(''.join(difflib.unified_diff(old, new, 'old', 'new')), ''.join(difflib.ndiff(old, new)), ''.join(difflib.context_diff(old, new, n=0)), sep='---\n')
m = difflib.SequenceMatcher(None, 'qabxcd', 'abycdf')
print(m.ratio(), m.get_opcodes(), m.find_longest_match(), [tuple(b) for b in m.get_matching_blocks()], difflib.get_close_matches('appel', ['ape', 'apple', 'peach', 'puppy']))
print(list(difflib.restore(difflib.ndiff(old, new), 1)) == old, difflib.SequenceMatcher(lambda c: c == ' ', ' a b', 'ab ').quick_ratio())
for line in ('ls -l "my file" it\\\'s', "a 'b c'd # no comment", 'x;y && z>out', '', '"open'):
    try:
        print(shlex.split(line), shlex.split(line, comments=True), list(shlex.shlex(line, punctuation_chars=True)))
    except ValueError as error:
        print('ValueError', error)
print(shlex.quote("it's"), shlex.quote('plain'), shlex.quote(''), shlex.join(['a b', 'c', '$d']))
data = {'name': 'x' * 10, 'list': list(range(30)), 'nested': {'deep': [{'a': (1, 2), 'b': {3, 1, 2}}, 'word ' * 20]}, 3: None, 'bytes': b'abc' * 30}
pprint.pprint(data, width=60)
pprint.pprint(data, depth=1, compact=True)
pprint.pp({'b': 1, 'a': {'z': 1, 'y': 2}}, width=12)
pprint.pprint([list(range(12)), {'k': 1}], width=24, compact=True, indent=2)
print(pprint.pformat('a string that is too long for the line', width=20), pprint.isreadable(data), pprint.isrecursive(data), pprint.saferepr({'b': 1, 'a': 2}))
loop = [1]
loop.append(loop)
print(pprint.isrecursive(loop), 'Recursion on list' in pprint.pformat(loop))
short = reprlib.Repr()
short.maxlist, short.maxstring = 3, 12
print(short.repr([1, 2, 3, 4]), short.repr('abcdefghijklmnopqrst'), reprlib.repr(set(range(20))), reprlib.repr({i: i for i in range(9)}), reprlib.repr([[[[[[[1]]]]]]]), reprlib.repr(10 ** 60))


class Node:
    def __init__(self):
        self.next = self

    @reprlib.recursive_repr('<again>')
    def __repr__(self):
        return f'Node({self.next!r})'


print(Node())
print(html.escape('<a href="x">&\'</a>'), html.escape('"q"', quote=False), html.unescape('&lt;&eacute;&#233;&#xe9;&amp;amp;&notit;&#0;&nosuch;&hearts'))
parts = url.urlsplit('https://user:pw@Example.com:8080/a/b;p?q=1&r=%20x#frag')
print(parts, parts.hostname, parts.port, parts.username, parts.geturl(), url.urlunsplit(parts._replace(scheme='http', fragment='')))
print([url.urljoin('http://a/b/c/d?q', r) for r in ('g', '../g', '/g', '//h', '?y', '#s', '../../../g', 'http:g', '')])
print(url.quote('a b/ü&=?'), url.quote_plus('a b/c'), url.unquote('%C3%BC%zz+%20'), url.unquote_plus('a+b%2B'), url.quote('/x', safe=''), url.quote_from_bytes(b'\xff a'))
print(url.urlencode({'a': 1, 'b c': 'ü', 'l': [1, 2]}), url.urlencode([('l', [1, 2])], doseq=True), url.parse_qs('a=1&a=2&b=&c', keep_blank_values=True), url.parse_qsl('x=%41&y=a+b'), url.urlparse('/p;q?r').params)
for wrong in 'http://[::1', 'http://a:99999/':
    try:
        print(url.urlsplit(wrong).port)
    except ValueError as error:
        print(error)


class Spaced(string.Formatter):
    def get_value(self, key, args, kwargs):
        return kwargs.get(key, f'<{key}>') if isinstance(key, str) else super().get_value(key, args, kwargs)

    def convert_field(self, value, conversion):
        return str(value).upper() if conversion == 'u' else super().convert_field(value, conversion)


print(Spaced().format('{0} {name!u} {missing} {0!r:>5}', 'x', name='ann'), list(string.Formatter().parse('a{b!r:{c}}d{{')), string.Formatter().vformat('{}{}', (1, 2), {}))
print(base64.b64encode(b'\xfb\xff\x00a'), base64.urlsafe_b64encode(b'\xfb\xff'), base64.b32encode(b'abc'), base64.b16encode(b'\xab'), base64.b85encode(b'hello'), base64.a85encode(b'\0\0\0\0x'), base64.b64decode('aGk='), base64.b32decode('MFRGG==='))
print(quopri.encodestring('ü = x\t\n'.encode()), quopri.decodestring(b'=C3=BC=\nsoft'), string.ascii_letters[24:28], string.punctuation, repr(string.whitespace))
