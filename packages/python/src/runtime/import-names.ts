import type { Ref } from '@uroboros/heap';
import { dictGetStr, isDict } from '../objects/dict.js';
import { isStr } from '../objects/str.js';
import type { Maybe, Runtime } from './runtime.js';

/** Relative names: `from ..a import b` means another module in each package. */

/** The absolute name of a relative one (resolve_name); undefined on error. */
export function resolveName(rt: Runtime, name: string, globals: Maybe, level: number): string | undefined {
  if (globals === 0) return raiseNoName(rt);
  if (!isDict(rt, globals)) return fail(rt, 'TypeError', 'globals must be a dict');
  const base = packageName(rt, globals);
  if (base === undefined) return undefined;
  if (base === '') return fail(rt, 'ImportError', 'attempted relative import with no known parent package');
  let end = base.length;
  for (let up = 1; up < level; up++) {
    end = end === 0 ? -1 : base.lastIndexOf('.', end - 1);
    if (end < 0) return fail(rt, 'ImportError', 'attempted relative import beyond top-level package');
  }
  const start = base.slice(0, end);
  return name === '' ? start : `${start}.${name}`;
}

function fail(rt: Runtime, type: 'TypeError' | 'ImportError', message: string): undefined {
  rt.raise(type, message);
  return undefined;
}

function raiseNoName(rt: Runtime): undefined {
  rt.raise('KeyError', "'__name__' not in globals");
  return undefined;
}

/** The package a module's code belongs to; '' if it belongs to none, undefined on error. */
function packageName(rt: Runtime, globals: Ref): string | undefined {
  const named = dictGetStr(rt, globals, rt.name('__package__'));
  if (named !== 0 && named !== rt.None) {
    return isStr(rt, named) ? rt.text(named) : fail(rt, 'TypeError', 'package must be a string');
  }
  const spec = dictGetStr(rt, globals, rt.name('__spec__'));
  if (spec !== 0 && spec !== rt.None) return parentOf(rt, spec);
  const name = dictGetStr(rt, globals, rt.name('__name__'));
  if (name === 0) return raiseNoName(rt);
  if (!isStr(rt, name)) return fail(rt, 'TypeError', '__name__ must be a string');
  const text = rt.text(name);
  if (dictGetStr(rt, globals, rt.name('__path__')) !== 0) return text;
  return text.slice(0, Math.max(0, text.lastIndexOf('.')));
}

function parentOf(rt: Runtime, spec: Ref): string | undefined {
  const parent = rt.getAttrText(spec, 'parent');
  if (parent === 0) return undefined;
  const text = isStr(rt, parent) ? rt.text(parent) : undefined;
  rt.decref(parent);
  return text ?? fail(rt, 'TypeError', '__spec__.parent must be a string');
}
