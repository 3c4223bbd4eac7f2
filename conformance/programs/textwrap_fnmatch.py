import fnmatch
import string
import textwrap

text = '''The quick brown fox, which had been sleeping in the well-known den for forty-two days, jumped over-
whelmed by joy over   the lazy dog.'''
for width in (20, 33, 70):
    print(textwrap.fill(text, width))
    print('--')
print(textwrap.wrap('supercalifragilistic word', 8), textwrap.wrap('a-b-c d', 3, break_on_hyphens=False), textwrap.wrap('x ' * 9, 6, initial_indent='* ', subsequent_indent='  '))
print(textwrap.shorten('Hello  world of text', 14), textwrap.shorten('Hello world', 8, placeholder='…'), repr(textwrap.dedent('\n    a\n      b\n    c\n')), repr(textwrap.indent('a\n\nb', '> ')))
print(fnmatch.fnmatch('data.TXT', '*.txt'), fnmatch.filter(['a.py', 'b.txt', '[x].py'], '*.py'), fnmatch.fnmatchcase('file1', 'file[0-9]'), fnmatch.fnmatchcase('a', '[!a]'))
t = string.Template('$who owes ${amount} $$ to $other')
print(t.substitute(who='Ann', amount=5, other='Bob'), t.safe_substitute(who='Ann'))
for call in (lambda: t.substitute(who=1), lambda: string.Template('$').substitute(), lambda: string.Template('a\n$1').substitute()):
    try:
        print(call())
    except (KeyError, ValueError) as e:
        print(type(e).__name__, e)
