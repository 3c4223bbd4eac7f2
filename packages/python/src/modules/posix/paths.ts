import type { Ref } from '@uroboros/heap';
import { intWithin } from '../../objects/arguments.js';
import { bytesView, isBytes } from '../../objects/bytes.js';
import { isInt } from '../../objects/int.js';
import { isStr } from '../../objects/str.js';
import { decodeBytes, encodeStr } from '../../objects/str-codecs.js';
import { callWith } from '../../runtime/calls.js';
import { indexOf } from '../../runtime/operators.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';

/** Paths as arguments: str, bytes, os.PathLike, for some functions an open file's descriptor or None. */

/** A path that a program named. */
export interface PathArgument {
  /** '.' for None. Bytes are decoded with surrogateescape. */
  readonly text: string;
  /** An open file in place of a path. */
  readonly fd: number | undefined;
  /** What errors name as the file: str or bytes, held by whoever asked. */
  readonly object: Ref;
  /** Results are to be bytes. */
  readonly bytes: boolean;
}

export interface PathOptions {
  readonly fd?: boolean;
  readonly none?: boolean;
  /** Name of the parameter in messages; default `path`. */
  readonly parameter?: string;
}

/** os.fspath: str or bytes, owned. */
export function fspath(rt: Runtime, path: Ref, complain?: () => 0): Maybe {
  if (isStr(rt, path) || isBytes(rt, path)) return rt.incref(path);
  const method = rt.typeAttribute(path, rt.name('__fspath__'));
  if (method === 0) {
    const name = rt.typeOf(path).shortName;
    return complain?.() ?? rt.raise('TypeError', `expected str, bytes or os.PathLike object, not ${name}`);
  }
  const result = callWith(rt, method, [path]);
  if (result === 0 || isStr(rt, result) || isBytes(rt, result)) return result;
  const owner = rt.typeOf(path).shortName;
  return rt.wrongResult(result, `expected ${owner}.__fspath__() to return str or bytes, not %s`);
}

/** The text of a str or bytes path; undefined on error. */
export function pathText(rt: Runtime, path: Ref): string | undefined {
  if (isStr(rt, path)) return rt.text(path);
  const decoded = decodeBytes(rt, bytesView(rt, path).slice(), 'utf-8', 'surrogateescape');
  if (decoded === 0) return undefined;
  const text = rt.text(decoded);
  rt.decref(decoded);
  return text;
}

/** Reads a path argument. What it holds stays held until the caller releases; undefined on error. */
export function pathArgument(
  rt: Runtime,
  name: string,
  given: Ref,
  options: PathOptions = {},
): PathArgument | undefined {
  if (options.none && given === rt.None) return { text: '.', fd: undefined, object: given, bytes: false };
  if (options.fd && (isInt(rt, given) || rt.typeOf(given).slots.index !== undefined)) return descriptor(rt, given);
  const path = fspath(rt, given, () => wrongType(rt, name, given, options));
  if (path === 0) return undefined;
  rt.hold(path);
  const text = pathText(rt, path);
  if (text === undefined) return undefined;
  if (text.includes('\0')) {
    const parameter = options.parameter ?? 'path';
    const modern = rt.profile.versionInfo[1] >= 12 && name !== '';
    const what = isStr(rt, path) ? 'character' : 'byte';
    rt.raise('ValueError', modern ? `${name}: embedded null ${what} in ${parameter}` : 'embedded null byte');
    return undefined;
  }
  return { text, fd: undefined, object: path, bytes: !isStr(rt, path) };
}

function descriptor(rt: Runtime, given: Ref): PathArgument | undefined {
  const index = indexOf(rt, given);
  if (index === 0) return undefined;
  const fd = intWithin(rt, index, (value) => `fd is ${value > 0n ? 'greater than maximum' : 'less than minimum'}`);
  rt.decref(index);
  return fd === undefined ? undefined : { text: '', fd, object: given, bytes: false };
}

function wrongType(rt: Runtime, name: string, given: Ref, options: PathOptions): 0 {
  const kinds = ['string', 'bytes', 'os.PathLike'];
  if (options.fd) kinds.push('integer');
  if (options.none) kinds.push('None');
  const last = kinds.pop();
  const parameter = options.parameter ?? 'path';
  const type = rt.typeOf(given).shortName;
  return rt.raise('TypeError', `${name}: ${parameter} should be ${kinds.join(', ')} or ${last}, not ${type}`);
}

/** A path for the program: str, or bytes where it asked with bytes; owned. */
export function newPath(rt: Runtime, text: string, bytes: boolean): Maybe {
  const made = rt.str(text);
  if (made === 0 || !bytes) return made;
  const mark = rt.mark();
  rt.hold(made);
  return rt.finish(mark, encodeStr(rt, made, 'utf-8', 'surrogateescape'));
}
