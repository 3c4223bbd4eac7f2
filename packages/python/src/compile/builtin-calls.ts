import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import { dictGetStr } from '../objects/dict.js';
import { SetField } from '../objects/layout.js';
import { listAppend } from '../objects/list.js';
import { Frame, SLOT } from '../runtime/frame.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import type * as ast from '../syntax/nodes.js';
import type { Operand } from './emitter.js';
import { compileExpression } from './expressions.js';
import { fastPaths } from './fast.js';
import type { FunctionCompiler } from './function.js';

/**
 * Calls that CPython's interpreter has instructions for (CALL_LEN, CALL_LIST_APPEND): where the name means the built-in and
 * the object is exactly of a built-in type, no call takes place.
 */

export interface BuiltinHelpers {
  /** The function `len`. */
  readonly LEN: Ref;
  /** By type id: the word in which exact objects of built-in types have their length; 0 for all others. */
  readonly LENGTH: Uint8Array;
  /** Appends to the list in a slot the item in the next one; both are used up. None, or 0 without memory. */
  readonly appendItem: (at: number) => Maybe;
}

export function builtinHelpers(rt: Runtime): BuiltinHelpers {
  const { i32, builtin, ids } = rt;
  const { dec } = fastPaths(rt);
  const none = rt.None;
  const lengths = new Uint8Array(rt.typeVersions.length);
  for (const id of [ids.list, ids.tuple, ids.dict, ids.str, ids.internedStr, ids.bytes]) lengths[id] = Header.Size;
  for (const type of [builtin.set, builtin.frozenset]) lengths[type.typeId] = SetField.Used;
  return {
    // The copy of the builtins that the end of the program restores keeps it alive.
    LEN: dictGetStr(rt, rt.builtinsCopy, rt.name('len')) as Ref,
    LENGTH: lengths,
    appendItem: (at) => {
      const list = i32[at]! as Ref;
      const item = i32[at + SLOT]! as Ref;
      if (!listAppend(rt, list, item)) return 0;
      i32[at + SLOT] = 0;
      i32[at] = 0;
      dec(list);
      return rt.incref(none);
    },
  };
}

/** Whether a call is `len(x)`, as far as the text tells. */
export function isLenCall(node: ast.Call): boolean {
  return node.func.kind === 'Name' && node.func.id === 'len' && node.args.length === 1 && node.keywords.length === 0;
}

/** `len(x)`: a number that is no object yet; `general` writes the call of what stands in the window, by any other name. */
export function lenCall(c: FunctionCompiler, node: ast.Call, general: (window: number) => Operand): Operand {
  const { out } = c;
  const window = out.depth;
  const callee = compileExpression(c, node.func);
  out.line(`i32[fp+${window}]=${out.own(callee)};`);
  out.depth = window + Frame.Slots;
  const argument = out.push(compileExpression(c, node.args[0]!));
  out.at(node);
  out.depth = window;
  const x = out.temp();
  const ref = out.temp();
  const value = out.number();
  const slot = `i32[fp+${argument.offset}]`;
  out.line(`${x}=${slot};`);
  out.line(`if(i32[fp+${window}]===LEN&&(${value}=LENGTH[i32[${x}+3]])!==0){`);
  out.line(`${value}=i32[${x}+${value}];${ref}=-1;${slot}=0;dec(${x});drop(fp+${window});}else{`);
  const made = general(window) as Operand & { kind: 'temp' };
  out.line(`${ref}=${made.name};}`);
  out.releaseOperand(made);
  out.release(x);
  return { kind: 'num', ref, value, slot: undefined };
}
