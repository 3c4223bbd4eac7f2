"""Prints, for packages/python/src/modules/signatures.ts, the text signatures of what CPython has in C, each with what has it.

    PYENV_VERSION=3.13.0 python3.13 conformance/signatures.py
"""

import collections
import sys
import types

MODULES = (
    'builtins _abc _bisect _codecs _collections _contextvars _functools _heapq _io _json _operator _random _sre _statistics _string '
    '_struct _thread _typing _warnings _weakref array atexit binascii cmath errno gc itertools marshal math posix sys time'
).split()
HIDDEN = (
    'GeneratorType CoroutineType AsyncGeneratorType FrameType FunctionType CodeType MethodType MappingProxyType SimpleNamespace '
    'CellType ModuleType TracebackType GenericAlias GetSetDescriptorType MemberDescriptorType MethodDescriptorType '
    'WrapperDescriptorType MethodWrapperType ClassMethodDescriptorType BuiltinFunctionType UnionType'
).split()
CALLABLE = ('method_descriptor', 'wrapper_descriptor', 'classmethod_descriptor', 'builtin_function_or_method')

found = {}


def named(module, name):
    return name if module == 'builtins' else f'{module}.{name}'


def add_type(cls):
    key = named(cls.__module__, cls.__qualname__)
    if key in found:
        return
    found[key] = cls.__text_signature__
    for name, value in vars(cls).items():
        if type(value).__name__ in CALLABLE:
            found[f'{key}.{name}'] = getattr(value, '__text_signature__', None)


for name in MODULES:
    module = __import__(name)
    for key, value in vars(module).items():
        if isinstance(value, types.BuiltinFunctionType):
            found[named(name, key)] = value.__text_signature__
        elif isinstance(value, type) and not issubclass(value, BaseException):
            add_type(value)
for name in HIDDEN:
    add_type(getattr(types, name))
views = [{}.keys(), {}.values(), {}.items()]
iterators = [iter(iterable) for iterable in ([], (), {}, set(), '', b'', range(0))]
for value in (*views, *iterators, None, ..., NotImplemented):
    add_type(type(value))

# What a special method is called with is nearly always the same: that goes without the type.
usual = collections.defaultdict(collections.Counter)
for key, signature in found.items():
    name = key.rpartition('.')[2]
    if name.startswith('__') and '.' in key:
        usual[name][signature] += 1
lines = collections.defaultdict(list)
for name, counter in usual.items():
    if sum(counter.values()) > 2 and (most := counter.most_common(1)[0][0]) is not None:
        lines[most].append(f'*.{name}')
for key, signature in found.items():
    if f'*.{key.rpartition('.')[2]}' not in lines.get(signature, ()):
        lines[signature].append(key)
for signature, keys in sorted(lines.items(), key=lambda line: line[0] or ''):
    line = (signature or '-').replace('\n', '^') + ' =>'
    for key in sorted(keys):
        if len(line) + len(key) > 118:
            print(line)
            line = ' '
        line += f' {key}'
    print(line)
