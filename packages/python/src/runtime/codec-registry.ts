import type { Ref } from '@uroboros/heap';
import { dictGetStr, dictSet, newDict } from '../objects/dict.js';
import { listAppend, listItem, listSize, newList } from '../objects/list.js';
import { isTuple } from '../objects/tuple.js';
import { findAttr } from './attributes.js';
import { keepContainer } from './kept.js';
import { isTrue } from './operators.js';
import type { Maybe, Runtime } from './runtime.js';

/**
 * Codecs and error handlers by name (Python/codecs.c). Those that the runtime has itself are found without the registry; for
 * all others the search functions are asked, the first of which the package encodings registers when it is imported.
 */

interface Registry {
  /** List of search functions. */
  readonly path: Ref;
  /** Codecs found, by normalised name. */
  readonly found: Ref;
  /** Error handlers by name. */
  readonly handlers: Ref;
  loaded: boolean;
}

const registries = new WeakMap<Runtime, Registry>();

function registryOf(rt: Runtime): Registry {
  let registry = registries.get(rt);
  if (registry === undefined) {
    const kept = (part: Maybe): Ref => {
      if (part === 0) throw rt.heap.exhausted(64);
      return keepContainer(rt, part);
    };
    registry = { path: kept(newList(rt, 0)), found: kept(newDict(rt)), handlers: kept(newDict(rt)), loaded: false };
    registries.set(rt, registry);
  }
  return registry;
}

type Loader = (rt: Runtime, name: string) => Maybe;

let load: Loader = (rt, name) => rt.raise('ModuleNotFoundError', `No module named '${name}'`);

/** Says how modules are imported: text and bytes must not depend on the importer, which depends on them. */
export function setCodecLoader(loader: Loader): void {
  load = loader;
}

/** The registry once the package encodings has been imported; undefined on error. */
function loadedRegistry(rt: Runtime): Registry | undefined {
  const registry = registryOf(rt);
  if (registry.loaded) return registry;
  registry.loaded = true;
  const module = load(rt, 'encodings');
  if (module !== 0) {
    rt.decref(module);
    return registry;
  }
  // A host without a library leaves the codecs that the runtime has itself.
  if (rt.errorIs(rt.builtin.ModuleNotFoundError)) {
    rt.clearError();
    return registry;
  }
  registry.loaded = false;
  return undefined;
}

/** codecs.register(search); false on error. */
export function registerSearch(rt: Runtime, search: Ref): boolean {
  if (rt.isCallable(search)) return listAppend(rt, registryOf(rt).path, rt.incref(search));
  rt.raise('TypeError', 'argument must be callable');
  return false;
}

/** codecs.unregister(search): what was found so far is forgotten; false on error. */
export function unregisterSearch(rt: Runtime, search: Ref): boolean {
  const { path, found } = registryOf(rt);
  for (let i = 0; i < listSize(rt, path); i++) {
    if (listItem(rt, path, i) !== search) continue;
    const cleared = rt.callMethod(found, 'clear');
    rt.drop(cleared);
    const index = rt.sizeToInt(i);
    if (cleared === 0 || index === 0) return false;
    const popped = rt.callMethod(path, 'pop', index);
    rt.decref(index);
    rt.drop(popped);
    return popped !== 0;
  }
  return true;
}

/** Letters and digits stay, in lower case, and dots; everything else is one underscore. */
export function normalizeEncoding(name: string): string {
  return name
    .replace(/[^A-Za-z0-9.]+/g, '_')
    .replace(/^_+/, '')
    .toLowerCase();
}

/** The codec of a name, a tuple of four functions, borrowed; 0 and LookupError if nobody knows it. */
export function lookupCodec(rt: Runtime, encoding: string): Maybe {
  const registry = loadedRegistry(rt);
  if (registry === undefined) return 0;
  const normal = rt.str(normalizeEncoding(encoding));
  if (normal === 0) return 0;
  const mark = rt.mark();
  rt.hold(normal);
  const codec = dictGetStr(rt, registry.found, normal) || searchCodec(rt, registry, normal, encoding);
  rt.releaseTo(mark);
  return codec;
}

function searchCodec(rt: Runtime, { path, found }: Registry, normal: Ref, encoding: string): Maybe {
  for (let i = 0; i < listSize(rt, path); i++) {
    const mark = rt.mark();
    const search = rt.hold(rt.incref(listItem(rt, path, i)));
    const codec = rt.call(search, normal);
    if (codec !== 0) rt.hold(codec);
    if (codec === 0 || codec === rt.None) {
      rt.releaseTo(mark);
      if (codec === 0) return 0;
      continue;
    }
    const isCodec = isTuple(rt, codec) && rt.tupleSize(codec) === 4;
    if (!isCodec) rt.raise('TypeError', 'codec search functions must return 4-tuples');
    const stored = isCodec && dictSet(rt, found, normal, codec);
    rt.releaseTo(mark);
    return stored ? codec : 0;
  }
  return rt.raise('LookupError', `unknown encoding: ${encoding}`);
}

/** What a codec's encoder (0) or decoder (1) makes of an object, owned; it must be of a type that the caller checks. */
export function convertByCodec(
  rt: Runtime,
  encoding: string,
  part: 0 | 1,
  object: Ref,
  errors: string | undefined,
): Maybe {
  const codec = lookupCodec(rt, encoding);
  if (codec === 0) return 0;
  const mark = rt.mark();
  const fn = rt.hold(rt.incref(rt.tupleItem(codec, part)));
  const handler = errors === undefined ? undefined : rt.str(errors);
  if (handler === 0) return rt.finish(mark, 0);
  if (handler !== undefined) rt.hold(handler);
  const result = handler === undefined ? rt.call(fn, object) : rt.call(fn, object, handler);
  if (result === 0) return rt.finish(mark, 0);
  rt.hold(result);
  if (!isTuple(rt, result) || rt.tupleSize(result) !== 2) {
    const what = part === 0 ? 'encoder' : 'decoder';
    return rt.finish(mark, rt.raise('TypeError', `${what} must return a tuple (object, integer)`));
  }
  return rt.finish(mark, rt.incref(rt.tupleItem(result, 0)));
}

/** False, with the exception set, if a codec is known and is none between str and bytes (_PyCodec_LookupTextEncoding). */
export function isTextEncoding(rt: Runtime, encoding: string, instead: string): boolean {
  const codec = lookupCodec(rt, encoding);
  if (codec === 0) return false;
  if (rt.typeId(codec) === rt.ids.tuple) return true;
  const flag = findAttr(rt, codec, rt.name('_is_text_encoding'));
  if (flag === 0) return !rt.failed;
  const isText = isTrue(rt, flag);
  rt.decref(flag);
  if (isText === 0) {
    rt.raise('LookupError', `'${encoding}' is not a text encoding; use ${instead} to handle arbitrary codecs`);
  }
  return isText === 1;
}

// Error handlers -----------------------------------------------------------------------------------------------------------

/** codecs.register_error(name, handler); false on error. */
export function registerHandler(rt: Runtime, name: Ref, handler: Ref): boolean {
  if (rt.isCallable(handler)) return dictSet(rt, registryOf(rt).handlers, name, handler);
  rt.raise('TypeError', 'handler must be callable');
  return false;
}

/** A registered handler, borrowed; 0 without an exception if there is none of that name. */
export function findHandler(rt: Runtime, name: Ref): Maybe {
  return dictGetStr(rt, registryOf(rt).handlers, name);
}
