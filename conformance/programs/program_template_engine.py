# A template engine that writes Python source and compiles it: loops, conditions, filters, blocks that children override, errors that name the template's line.
import html
import linecache
import re
import traceback

TOKEN = re.compile(r'(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})', re.S)


class TemplateError(Exception):
    pass


class Loop:
    def __init__(self, items):
        self.items = list(items)
        self.index = -1

    def __iter__(self):
        for self.index, item in enumerate(self.items):
            yield item

    first = property(lambda self: self.index == 0)
    last = property(lambda self: self.index == len(self.items) - 1)


class Template:
    filters = {'upper': str.upper, 'join': lambda items, by=', ': by.join(map(str, items)), 'default': lambda v, d: v or d, 'length': len, 'fixed': lambda v, n: f'{v:.{n}f}', 'safe': lambda v: Safe(v)}
    known = {}

    def __init__(self, name, text):
        self.name, self.text, self.parent = name, text, None
        self.lines, self.map, self.indent, self.stack = [], [], 0, []
        self.blocks = {}
        Template.known[name] = self
        self.line = 1
        self.write('def render(out, ctx, blocks):')
        self.indent += 1
        self.write('pass')
        for token in TOKEN.split(text):
            if token.startswith('{{'):
                self.write(f'out(escape({self.expression(token[2:-2].strip())}))')
            elif token.startswith('{%'):
                self.statement(token[2:-2].strip())
            elif not token.startswith('{#') and token:
                self.write(f'out({token!r})')
            self.line += token.count('\n')
        if self.stack:
            raise TemplateError(f'{name}:{self.line}: {self.stack[-1]} is not closed')
        self.source = '\n'.join(self.lines) + '\n'
        filename = f'<template {name}>'
        space = {'escape': escape, 'filters': self.filters, 'Loop': Loop}
        exec(compile(self.source, filename, 'exec'), space)
        linecache.cache[filename] = len(self.source), None, self.source.splitlines(True), filename
        self.functions = {key[6:]: value for key, value in space.items() if key.startswith('block_')}
        self.root = space['render']

    def write(self, code):
        self.lines.append('    ' * self.indent + code)
        self.map.append(self.line)

    def expression(self, text):
        first, *pipes = text.split('|')
        pipes, rest = [pipe.partition(' ') for pipe in pipes], ''
        if pipes and pipes[-1][1]:
            rest = ' ' + pipes[-1][2]
        code = re.sub(r'(?<![\w.\'"])([a-z_]\w*)(?![\w\'"]*\()', lambda m: m[0] if m[0] in ('and', 'or', 'not', 'in', 'is', 'if', 'else', 'None', 'loop') else f'ctx[{m[0]!r}]', first.strip())
        for pipe in pipes:
            name, _, args = pipe[0].partition(':')
            if name not in self.filters:
                raise TemplateError(f'{self.name}:{self.line}: no filter {name}')
            code = f'filters[{name!r}]({code}{", " + args if args else ""})'
        return code + rest

    def statement(self, text):
        word, _, rest = text.partition(' ')
        match word:
            case 'if' | 'elif':
                if word == 'elif':
                    self.indent -= 1
                else:
                    self.stack.append('if')
                self.write(f'{word} {self.expression(rest)}:')
                self.indent += 1
            case 'else':
                self.indent -= 1
                self.write('else:')
                self.indent += 1
            case 'for':
                name, _, items = rest.partition(' in ')
                self.stack.append('for')
                self.write(f'loop = ctx["loop"] = Loop({self.expression(items)})')
                self.write(f'for ctx[{name!r}] in loop:')
                self.indent += 1
            case 'set':
                name, _, value = rest.partition('=')
                self.write(f'ctx[{name.strip()!r}] = {self.expression(value)}')
            case 'block':
                self.stack.append('block ' + rest)
                self.write(f'def block_{rest}(out, ctx, blocks):')
                self.indent += 1
                self.write('pass')
            case 'extends':
                self.parent = rest.strip('"')
            case 'include':
                self.write(f'out(include({rest}, ctx))')
            case 'end':
                if not self.stack:
                    raise TemplateError(f'{self.name}:{self.line}: nothing to end')
                what = self.stack.pop()
                self.indent -= 1
                if what.startswith('block'):
                    name = what[6:]
                    self.write(f'blocks.setdefault({name!r}, block_{name})(out, ctx, blocks)')
            case _:
                raise TemplateError(f'{self.name}:{self.line}: unknown tag {word!r}')

    def render(self, /, **ctx):
        out, blocks, template = [], {}, self
        try:
            if self.parent:
                self.root([].append, dict(ctx), blocks)
                template = Template.known[self.parent]
            template.root(out.append, dict(ctx), blocks)
        except Exception as error:
            frame = [each for each in traceback.extract_tb(error.__traceback__) if each.filename.startswith('<template')][-1]
            name = frame.filename[10:-1]
            where = Template.known.get(name)
            if where is None:
                raise
            raise TemplateError(f'{name}:{where.map[frame.lineno - 1]}: {type(error).__name__}: {error}') from error
        return ''.join(out)


class Safe(str):
    pass


def escape(value):
    return value if isinstance(value, Safe) else html.escape(str(value))


page = Template('page', '''<h1>{{ title|upper }}</h1>
{# a comment
   of two lines #}{% block body %}<p>empty</p>{% end %}
{% block foot %}{{ author|default:"nobody" }}{% end %}''')
print(page.render(title='a & b', author=''))
child = Template('child', '''{% extends "page" %}
{% block body %}<ul>{% for item in items %}
  <li>{% if loop.first %}*{% elif loop.last %}.{% else %}-{% end %} {{ item }} {{ loop.index + 1 }}/{{ items|length }}</li>{% end %}
</ul>{% if items|length > 2 %}many{% else %}few{% end %}{% end %}''')
print(child.render(title='list', items=['<x>', 'y', 3], author='Ann'))
print(child.render(title='none', items=[], author=None))
other = Template('other', '{% set total = price * 1.5 %}{{ total|fixed:2 }} {{ tags|join:"+" }} {{ markup|safe }} {{ markup }}{% for row in rows %}{% for cell in row %}[{{ cell }}]{% end %};{% end %}')
print(other.render(price=3, tags=['a', 'b'], markup='<b>', rows=[[1, 2], [3]]))
print(page.source)
for name, text in (('bad1', 'a\n{% if x %}\n'), ('bad2', '{% end %}'), ('bad3', '\n\n{{ x|nope }}'), ('bad4', '{% jump %}')):
    try:
        Template(name, text)
    except TemplateError as error:
        print(error)
failing = Template('failing', 'line one\n{{ a }}\n{% for x in xs %}\n{{ 10 / x }}\n{% end %}{{ missing }}')
for ctx in ({'a': 1, 'xs': [5, 0]}, {'a': 1, 'xs': [1]}, {'xs': []}, {'a': 1, 'xs': 5}):
    try:
        print(failing.render(**ctx))
    except TemplateError as error:
        print(error, '| because of', repr(error.__cause__))
try:
    failing.render(a=1, xs=[0])
except TemplateError as error:
    print(traceback.format_exception(error.__cause__)[-2].strip())
