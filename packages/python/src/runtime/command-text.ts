import type { Ref } from '@uroboros/heap';
import type { Maybe, Runtime } from './runtime.js';

/**
 * The text of `-c`: from 3.13 on linecache knows it, so that traceback, warnings and inspect show its lines. CPython tells it at the
 * start; here it is told when the program first imports it.
 */

const NAME = '<string>';

const texts = new WeakMap<Runtime, string>();

/** A program begins that has no file. */
export function noteCommandText(rt: Runtime, text: string, filename: string): void {
  // CPython runs it with a newline behind it.
  if (filename === NAME && rt.profile.versionInfo[1] >= 13) texts.set(rt, `${text}\n`);
}

/** The module linecache was imported; takes the module over and hands it on, 0 on error. */
export function tellLinecache(rt: Runtime, module: Ref): Maybe {
  const text = texts.get(rt);
  if (text === undefined) return module;
  texts.delete(rt);
  const mark = rt.mark();
  rt.hold(module);
  const source = rt.str(text);
  if (source === 0) return rt.finish(mark, 0);
  rt.hold(source);
  const name = rt.name(NAME);
  const register = rt.getAttrText(module, '_register_code');
  if (register === 0) return rt.finish(mark, 0);
  rt.hold(register);
  const done = rt.call(register, name, source, name);
  if (done === 0) return rt.finish(mark, 0);
  rt.decref(done);
  return rt.finish(mark, rt.incref(module));
}
