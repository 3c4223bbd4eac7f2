import type { Maybe, Runtime } from '../runtime/runtime.js';
import type { BuiltinDefinition } from './catalog.js';
import { replace } from './code-copy.js';
import { codeCompare, codeHash, compiledOf } from './code-object.js';
import { codeLines, codePositions, lineTable, opaqueCode } from './code-positions.js';
import { intFromWord, intNumber, isInt } from './int.js';
import { CodeField } from './layout.js';
import { checkCount, noArgs, oneArg, since } from './native.js';
import { finishTuple, newTuple } from './tuple.js';
import type { NativeAttribute, NativeMember } from './typeobject.js';

/** The type of code objects. */

function textTuple(rt: Runtime, names: readonly string[]): Maybe {
  const tuple = newTuple(rt, names.length);
  if (tuple === 0 || names.length === 0) return tuple;
  names.forEach((name, i) => {
    rt.i32[tuple + 6 + 2 * i] = rt.incref(rt.name(name));
  });
  return finishTuple(rt, tuple);
}

/** A number that stands in a field of the object. */
const number = (name: string, word: number): NativeMember => ({
  name,
  readonly: true,
  get: (rt, self) => intFromWord(rt, rt.i32[self + word]!),
});

const object = (name: string, word: number): NativeMember => ({ name, word, readonly: true, empty: 'none' });

const members: readonly NativeMember[] = [
  number('co_argcount', CodeField.ArgCount),
  number('co_posonlyargcount', CodeField.PosOnlyArgCount),
  number('co_kwonlyargcount', CodeField.KwOnlyArgCount),
  number('co_flags', CodeField.Flags),
  number('co_firstlineno', CodeField.FirstLine),
  { name: 'co_nlocals', readonly: true, get: (rt, self) => intFromWord(rt, compiledOf(rt, self).varCount) },
  {
    name: 'co_stacksize',
    readonly: true,
    get: (rt, self) => {
      const code = compiledOf(rt, self);
      return intFromWord(rt, Math.max(1, (code.frameWords - 8) / 2 - code.slots));
    },
  },
  object('co_consts', CodeField.Consts),
  object('co_names', CodeField.Names),
  object('co_filename', CodeField.Filename),
  object('co_name', CodeField.Name),
  object('co_qualname', CodeField.Qualname),
  { name: 'co_linetable', readonly: true, get: (rt, self) => lineTable(rt, compiledOf(rt, self)) },
  { name: 'co_exceptiontable', readonly: true, get: (rt) => rt.newBytes(new Uint8Array(0)) },
];

const attributes: readonly NativeAttribute[] = [
  {
    name: 'co_varnames',
    get: (rt, self) => textTuple(rt, compiledOf(rt, self).localNames.slice(0, compiledOf(rt, self).varCount)),
  },
  { name: 'co_cellvars', get: (rt, self) => textTuple(rt, compiledOf(rt, self).cellNames) },
  { name: 'co_freevars', get: (rt, self) => textTuple(rt, compiledOf(rt, self).freeNames) },
  { name: 'co_code', get: (rt, self) => opaqueCode(rt, compiledOf(rt, self)) },
  { name: '_co_code_adaptive', get: (rt, self) => opaqueCode(rt, compiledOf(rt, self)) },
];

const variableName = oneArg('_varname_from_oparg', (rt, self, value) => {
  const { localNames } = compiledOf(rt, self);
  const name = isInt(rt, value) ? localNames[intNumber(rt, value)] : undefined;
  return name === undefined ? rt.raise('IndexError', 'tuple index out of range') : rt.incref(rt.name(name));
});

export const codeType: BuiltinDefinition = {
  key: 'code',
  final: true,
  layout: (rt) => ({
    basicSize: 200,
    hiddenSlots: [CodeField.Consts, CodeField.Names, CodeField.Filename, CodeField.Name, CodeField.Qualname].map(
      (w) => w * 4,
    ),
    weakList: CodeField.WeakList * 4,
    tearDown: (code) => {
      rt.compiled[rt.i32[code + CodeField.Compiled]!] = undefined;
    },
  }),
  slots: {
    new: (rt, _type, _args, count, kwnames) => {
      if (kwnames !== 0) return rt.raise('TypeError', 'code() takes no keyword arguments');
      if (!checkCount(rt, 'code', count, 16, 18)) return 0;
      return rt.raise('NotImplementedError', 'code objects cannot be made from bytecode');
    },
    repr: (rt, self) => {
      const code = compiledOf(rt, self);
      const at = `0x${(self * 4).toString(16)}`;
      return rt.str(`<code object ${code.name} at ${at}, file "${code.filename}", line ${code.firstLine}>`);
    },
    compare: codeCompare,
    hash: codeHash,
  },
  members,
  attributes,
  methods: [
    replace,
    since(13, { ...replace, name: '__replace__' }),
    noArgs('co_lines', (rt, self) => codeLines(rt, compiledOf(rt, self))),
    noArgs('co_positions', (rt, self) => codePositions(rt, compiledOf(rt, self))),
    variableName,
  ],
};
