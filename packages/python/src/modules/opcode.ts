import type { Ref } from '@uroboros/heap';
import { cInt } from '../objects/arguments.js';
import { intFromWord } from '../objects/int.js';
import { listFromSlots } from '../objects/list.js';
import type { NativeFunction } from '../objects/native.js';
import { tupleOf } from '../objects/tuple.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { functionNoArgs } from './functions.js';
import { type NativeModule, storeOwned } from './module.js';

/** The module _opcode: facts about CPython 3.13's instructions, for the modules opcode and dis. Nothing here runs them. */

/** Numbers and ranges of numbers, both ends included. */
const INSTRUCTIONS: Readonly<Record<string, string>> = {
  has_arg: '45-118 149 162-206 208 211 220-222 236 240-245 248-253 256-262 264-267',
  has_const: '83 103 240',
  has_name: '63 66-67 74-75 82 90-93 108 113-114 192 202 205-206 211 259-262',
  has_jump: '72 77-79 97-100 104 188-190 256-257',
  has_free: '64 84 89 94 109',
  has_local: '3 65 85-88 110-112 258 267',
  has_exc: '264-266',
  is_valid: '0-118 149-222 236-253 256-267',
};

function isIn(ranges: string, opcode: number): boolean {
  return ranges.split(' ').some((range) => {
    const [first, last = first] = range.split('-').map(Number);
    return opcode >= first! && opcode <= last!;
  });
}

/** A function of an opcode, by position or name. */
function question(name: string, ranges: string): NativeFunction {
  return {
    name,
    doc: undefined,
    signature: '($module, /, opcode)',
    code: (rt, args, count, kwnames) => {
      const given = count + (kwnames === 0 ? 0 : rt.tupleSize(kwnames));
      if (given !== 1) return rt.raise('TypeError', `${name}() missing required argument 'opcode' (pos 1)`);
      const opcode = cInt(rt, rt.i32[args]! as Ref);
      return opcode === undefined ? 0 : rt.bool(isIn(ranges, opcode));
    },
  };
}

const INTRINSICS_1 =
  'INTRINSIC_1_INVALID INTRINSIC_PRINT INTRINSIC_IMPORT_STAR INTRINSIC_STOPITERATION_ERROR INTRINSIC_ASYNC_GEN_WRAP ' +
  'INTRINSIC_UNARY_POSITIVE INTRINSIC_LIST_TO_TUPLE INTRINSIC_TYPEVAR INTRINSIC_PARAMSPEC INTRINSIC_TYPEVARTUPLE ' +
  'INTRINSIC_SUBSCRIPT_GENERIC INTRINSIC_TYPEALIAS';
const INTRINSICS_2 =
  'INTRINSIC_2_INVALID INTRINSIC_PREP_RERAISE_STAR INTRINSIC_TYPEVAR_WITH_BOUND INTRINSIC_TYPEVAR_WITH_CONSTRAINTS ' +
  'INTRINSIC_SET_FUNCTION_TYPE_PARAMS INTRINSIC_SET_TYPEPARAM_DEFAULT';
const OPERATIONS =
  'ADD + AND & FLOOR_DIVIDE // LSHIFT << MATRIX_MULTIPLY @ MULTIPLY * REMAINDER % OR | POWER ** RSHIFT >> SUBTRACT - ' +
  'TRUE_DIVIDE / XOR ^';

/** A list of what a function makes of each item; owned. */
function listOfMade<T>(rt: Runtime, items: readonly T[], make: (item: T) => Maybe): Maybe {
  const mark = rt.mark();
  for (const item of items) {
    const made = make(item);
    if (made === 0) return rt.finish(mark, 0);
    rt.hold(made);
  }
  return rt.finish(mark, listFromSlots(rt, mark, items.length));
}

/** The operators with their names, the plain ones first. */
function operations(rt: Runtime): Maybe {
  const words = OPERATIONS.split(' ');
  const pairs: [string, string][] = [];
  for (let i = 0; i < words.length; i += 2) pairs.push([`NB_${words[i]!}`, words[i + 1]!]);
  const inplace = pairs.map(([name, sign]): [string, string] => [name.replace('NB_', 'NB_INPLACE_'), `${sign}=`]);
  return listOfMade(rt, [...pairs, ...inplace], ([name, sign]) => tupleOf(rt, rt.name(name), rt.name(sign)));
}

const missing = (name: string): NativeFunction => ({
  name,
  doc: undefined,
  signature: '',
  code: (rt) =>
    rt.raise('NotImplementedError', `_opcode.${name}: Uroboros compiles to JavaScript and has no instructions`),
});

const names = (name: string, list: string): NativeFunction =>
  functionNoArgs('_opcode', name, (rt) => listOfMade(rt, list.split(' '), (item) => rt.incref(rt.name(item))));

/** The module _opcode. */
export const opcodeModule: NativeModule = {
  name: '_opcode',
  doc: 'Opcode support module.',
  functions: [
    ...Object.entries(INSTRUCTIONS).map(([name, ranges]) => question(name, ranges)),
    names('get_intrinsic1_descs', INTRINSICS_1),
    names('get_intrinsic2_descs', INTRINSICS_2),
    functionNoArgs('_opcode', 'get_nb_ops', operations),
    functionNoArgs('_opcode', 'get_specialization_stats', (rt) => rt.none()),
    missing('stack_effect'),
    missing('get_executor'),
  ],
  init: (rt, dict) => storeOwned(rt, dict, 'ENABLE_SPECIALIZATION', intFromWord(rt, 0)),
};
