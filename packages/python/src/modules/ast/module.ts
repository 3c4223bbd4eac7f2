import type { Ref } from '@uroboros/heap';
import { dictSet } from '../../objects/dict.js';
import { intFromWord } from '../../objects/int.js';
import { ownCode, runModule } from '../../runtime/module-code.js';
import type { Runtime } from '../../runtime/runtime.js';
import { type NativeModule, storeOwned } from '../module.js';
import { GRAMMAR } from './grammar.js';

/**
 * The module _ast: the classes of syntax trees, so that what builds on them (ast, inspect, dataclasses) can be imported. They
 * are ordinary Python classes, made from the grammar of trees.
 */

const SOURCE = `
def _make(grammar, minor):
    import _warnings

    class AST:
        __module__ = 'ast'
        __qualname__ = 'AST'
        __doc__ = None
        _fields = ()
        __match_args__ = ()
        _attributes = ()

        def __init__(self, /, *args, **keywords):
            cls = type(self)
            fields = cls._fields
            if len(args) > len(fields):
                plural = '' if len(fields) == 1 else 's'
                raise TypeError(f'{cls.__name__} constructor takes at most {len(fields)} positional argument{plural}')
            missing = list(fields)
            for name, value in zip(fields, args):
                setattr(self, name, value)
                missing.remove(name)
            for name, value in keywords.items():
                if name in fields:
                    if name not in missing:
                        raise TypeError(f'{cls.__name__} got multiple values for argument {name!r}')
                    missing.remove(name)
                elif minor >= 13 and name not in cls._attributes:
                    shown = 'ast.AST' if cls is AST else cls.__name__
                    _warnings.warn(f'{shown}.__init__ got an unexpected keyword argument {name!r}. Support for arbitrary '
                                   'keyword arguments is deprecated and will be removed in Python 3.15.',
                                   DeprecationWarning, stacklevel=2)
                setattr(self, name, value)
            if minor >= 13:
                _complete(self, cls, missing)

        def __reduce__(self):
            if minor >= 13:
                return type(self), (None,) * len(self._fields), dict(self.__dict__)
            return type(self), (), dict(self.__dict__)

    def _complete(self, cls, missing):
        types = getattr(cls, '_field_types', None)
        if types is None:
            return
        for name in missing:
            kind = types.get(name)
            if kind is None or hasattr(cls, name):
                continue
            if getattr(kind, '__origin__', None) is list:
                setattr(self, name, [])
            elif kind is classes['expr_context']:
                setattr(self, name, load)
            else:
                _warnings.warn(f'{cls.__name__}.__init__ missing 1 required positional argument: {name!r}. '
                               'This will become an error in Python 3.15.', DeprecationWarning, stacklevel=3)

    classes = {'AST': AST}
    fields_of = {}
    plain = {'identifier': str, 'string': str, 'constant': object, 'int': int}

    def add(text, base, located, doc=None):
        name, _, rest = text.partition('(')
        fields = [field.split(' ') for field in rest[:-1].split(', ')] if rest else []
        names = tuple([field[1] for field in fields])
        body = {'_fields': names, '__match_args__': names, '__module__': 'ast', '__doc__': doc or text}
        if base is AST:
            body['_attributes'] = ('lineno', 'col_offset', 'end_lineno', 'end_col_offset') if located else ()
        for kind, field in fields:
            if kind[-1] == '?':
                body[field] = None
        if located:
            body['end_lineno'] = body['end_col_offset'] = None
        classes[name] = type(name, (base,), body)
        if doc is None:
            fields_of[name] = fields

    newline = chr(10)
    for line in grammar.replace(newline + '  | ', ' | ').strip().split(newline):
        located = '@' in line
        name, sign, kinds = line.replace('@', '').partition(' = ')
        if not sign:
            add(name, AST, located)
            continue
        between = newline + ' ' * (len(name) + 1) + '| ' if '(' in kinds else ' | '
        add(name, AST, located, name + ' = ' + between.join(kinds.split(' | ')))
        for kind in kinds.split(' | '):
            add(kind, classes[name], False)
    if minor >= 13:
        for name, fields in fields_of.items():
            types = {}
            for kind, field in fields:
                bare = kind.rstrip('?*')
                cls = plain.get(bare) or classes[bare]
                types[field] = list[cls] if kind[-1] == '*' else cls | None if kind[-1] == '?' else cls
            classes[name]._field_types = types
            classes[name].__annotations__ = types
    load = classes['Load']()
    return classes

globals().update(_make(_grammar, _minor))
del _make, _grammar, _minor, __builtins__
`;

/** Compiler flags that ask for a tree. */
const FLAGS: readonly (readonly [string, number])[] = [
  ['PyCF_ONLY_AST', 0x400],
  ['PyCF_TYPE_COMMENTS', 0x1000],
  ['PyCF_ALLOW_TOP_LEVEL_AWAIT', 0x2000],
  ['PyCF_OPTIMIZED_AST', 0x8400],
];

function setNumber(rt: Runtime, dict: Ref, name: string, value: number): boolean {
  return storeOwned(rt, dict, name, intFromWord(rt, value));
}

/** The module _ast. */
export const astModule: NativeModule = {
  name: '_ast',
  init: (rt, dict) => {
    const prepared =
      FLAGS.every(([name, value]) => setNumber(rt, dict, name, value)) &&
      setNumber(rt, dict, '_minor', rt.profile.versionInfo[1]!) &&
      storeOwned(rt, dict, '_grammar', rt.str(GRAMMAR)) &&
      dictSet(rt, dict, rt.name('__builtins__'), rt.builtinsDict);
    const code = prepared ? ownCode(rt, SOURCE, '<_ast>', '_ast') : 0;
    const result = code === 0 ? 0 : runModule(rt, code, dict);
    if (result === 0) return false;
    rt.decref(result);
    return true;
  },
};
