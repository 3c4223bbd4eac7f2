import type { Ref } from '@uroboros/heap';
import { compileModule } from '../compile/compile-module.js';
import { CodeFlag } from '../compile/compiled.js';
import { NotSupported } from '../compile/unit.js';
import { givenType, noKeywords } from '../objects/arguments.js';
import { bufferBytes, hasBuffer } from '../objects/buffer.js';
import { isBytes } from '../objects/bytes.js';
import { dictGetStr, dictSet, isDict } from '../objects/dict.js';
import { newFunction } from '../objects/function-maker.js';
import { intNumber, isInt } from '../objects/int.js';
import { CodeField, FunctionField } from '../objects/layout.js';
import { checkCount, keywords, type NativeFunction } from '../objects/native.js';
import { isStr } from '../objects/str.js';
import { encodeStr } from '../objects/str-codecs.js';
import { Frame } from '../runtime/frame.js';
import { globalsOf, localsOf } from '../runtime/locals.js';
import { decodeModule } from '../runtime/module-code.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import {
  checkTree,
  type Parsed,
  parseSource,
  parseTree,
  type ReadOptions,
  raisePlain,
  type SourceMode,
} from '../runtime/source.js';
import { isTree, treeFromObjects } from './ast/from-objects.js';
import { treeToObjects } from './ast/to-objects.js';
import { pathText as bytesPathText } from './posix/paths.js';

/** exec, eval and compile. */

/** Bits of the flags of compile() that are more than futures. */
const enum CompileFlag {
  DontImplyDedent = 0x200,
  OnlyAst = 0x400,
  TypeComments = 0x1000,
  TopLevelAwait = 0x2000,
  AllowIncomplete = 0x4000,
  OptimizedAst = 0x8000,
}

/** What `from __future__ import …` may switch on, as bits of co_flags. */
const FUTURES = 0x1fe0000 | 0x10;

const KNOWN_FLAGS =
  FUTURES |
  CompileFlag.DontImplyDedent |
  CompileFlag.OnlyAst |
  CompileFlag.TypeComments |
  CompileFlag.TopLevelAwait |
  CompileFlag.AllowIncomplete |
  CompileFlag.OptimizedAst;

interface CompileOptions extends ReadOptions {
  /** Whether the running code's futures hold for the text. */
  readonly inherits: boolean;
  readonly futureAnnotations?: boolean;
}

/** Compiles a text to a code object, owned. */
export function compileSource(
  rt: Runtime,
  source: string,
  filename: string,
  mode: SourceMode,
  options: CompileOptions,
): Maybe {
  const futureAnnotations = hasFutureAnnotations(rt, options);
  const parsed = parseSource(rt, source, filename, mode, { ...options, futureAnnotations });
  return parsed === undefined ? 0 : compileParsed(rt, parsed, filename, futureAnnotations);
}

/** The code object of a tree of objects, owned. */
function compileObjects(rt: Runtime, object: Ref, filename: string, mode: SourceMode, options: CompileOptions): Maybe {
  const tree = treeFromObjects(rt, object, mode);
  if (tree === undefined) return 0;
  const futureAnnotations = hasFutureAnnotations(rt, options);
  const parsed = checkTree(rt, tree, filename, futureAnnotations);
  return parsed === undefined ? 0 : compileParsed(rt, parsed, filename, futureAnnotations);
}

function hasFutureAnnotations(rt: Runtime, options: CompileOptions): boolean {
  const running = rt.compiled[rt.i32[rt.frame + Frame.Compiled]!];
  const inherited = options.inherits && ((running?.flags ?? 0) & CodeFlag.FutureAnnotations) !== 0;
  return inherited || options.futureAnnotations === true;
}

function compileParsed(rt: Runtime, parsed: Parsed, filename: string, futureAnnotations: boolean): Maybe {
  try {
    const compile = { filename, source: undefined, keepConstants: undefined, futureAnnotations, anyLocals: true };
    return compileModule(rt, parsed.tree, parsed.scope, compile);
  } catch (error) {
    if (error instanceof NotSupported) return rt.raise('NotImplementedError', error.message);
    if (!(error instanceof RangeError)) throw error;
    return rt.raise('RecursionError', 'maximum recursion depth exceeded during compilation');
  }
}

/** The text that exec, eval or compile are given; undefined on error. */
function sourceText(rt: Runtime, source: Ref, message: string, filename: string): string | undefined {
  if (isStr(rt, source)) {
    const text = rt.text(source);
    // As the encoder says: CPython compiles the text's UTF-8.
    if (/[\ud800-\udfff]/.test(text)) {
      const encoded = encodeStr(rt, source, 'utf-8', 'strict');
      if (encoded === 0) return undefined;
      rt.decref(encoded);
    }
    if (!text.includes('\0')) return text;
    raiseNull(rt);
    return undefined;
  }
  if (!isBytes(rt, source) && !hasBuffer(rt, source)) {
    rt.raise('TypeError', message);
    return undefined;
  }
  const bytes = bufferBytes(rt, source);
  if (bytes === undefined) return undefined;
  return decodeModule(rt, bytes, filename);
}

function raiseNull(rt: Runtime): void {
  raisePlain(rt, rt.builtin.SyntaxError.ref, 'source code string cannot contain null bytes');
}

// exec, eval -------------------------------------------------------------------------------------------------------

/** Where code is to run; both held by the caller's mark. */
interface Namespaces {
  readonly globals: Ref;
  readonly locals: Ref;
}

function isMapping(rt: Runtime, object: Ref): boolean {
  return rt.typeOf(object).slots.getItem !== undefined;
}

function namespaces(rt: Runtime, given: Maybe, givenLocals: Maybe, name: 'exec' | 'eval'): Namespaces | undefined {
  const absent = (object: Maybe): boolean => object === 0 || object === rt.None;
  const fp = rt.frame;
  if (name === 'exec' && !absent(given) && !isDict(rt, given as Ref)) {
    wrongGlobals(rt, given as Ref, name);
    return undefined;
  }
  if (!absent(givenLocals) && !isMapping(rt, givenLocals as Ref)) {
    const got = rt.typeOf(givenLocals as Ref).name;
    const more = name === 'exec' ? ` or None, not ${got}` : '';
    rt.raise('TypeError', `locals must be a mapping${more}`);
    return undefined;
  }
  let globals: Ref;
  let locals: Maybe = absent(givenLocals) ? 0 : givenLocals;
  if (absent(given)) {
    globals = globalsOf(rt, fp);
    if (locals === 0) {
      locals = localsOf(rt, fp);
      if (locals === 0) return undefined;
      rt.hold(locals);
    }
  } else {
    globals = given as Ref;
    if (!isDict(rt, globals)) {
      wrongGlobals(rt, globals, name);
      return undefined;
    }
    if (locals === 0) locals = globals;
  }
  const key = rt.name('__builtins__');
  if (dictGetStr(rt, globals, key) === 0) {
    const builtins = rt.i32[rt.i32[fp]! + FunctionField.Builtins]! as Ref;
    if (rt.failed || !dictSet(rt, globals, key, builtins)) return undefined;
  }
  return { globals, locals };
}

function wrongGlobals(rt: Runtime, globals: Ref, name: 'exec' | 'eval'): void {
  if (name === 'exec') {
    rt.raise('TypeError', `exec() globals must be a dict, not ${rt.typeOf(globals).name}`);
    return;
  }
  const mapping = 'globals must be a real dict; try eval(expr, {}, mapping)';
  rt.raise('TypeError', isMapping(rt, globals) ? mapping : 'globals must be a dict');
}

/** Runs a code object: what it returns, owned. All borrowed; `closure` 0 if the code has no free variables. */
export function runCodeObject(rt: Runtime, code: Ref, globals: Ref, locals: Ref, closure: Maybe): Maybe {
  // A call from native code: the text may have to be compiled on the stack that is left.
  if (!rt.enterCall()) return 0;
  const result = runFunction(rt, code, globals, locals, closure);
  rt.leaveCall();
  return result;
}

function runFunction(rt: Runtime, code: Ref, globals: Ref, locals: Ref, closure: Maybe): Maybe {
  const mark = rt.mark();
  const fn = newFunction(rt, code, globals, rt.i32[code + CodeField.Qualname]! as Ref);
  if (fn === 0) return 0;
  if (closure !== 0) rt.i32[fn + FunctionField.Closure] = rt.incref(closure);
  const compiled = rt.compiled[rt.i32[code + CodeField.Compiled]!]!;
  const window = rt.top();
  rt.i32[window] = fn;
  if ((compiled.flags & CodeFlag.Optimized) !== 0) return rt.finish(mark, rt.call(rt.hold(takeFrom(rt, window))));
  rt.i32[window + Frame.Locals] = rt.incref(locals);
  return rt.finish(mark, compiled.run(window));
}

function takeFrom(rt: Runtime, word: number): Ref {
  const object = rt.i32[word]! as Ref;
  rt.i32[word] = 0;
  return object;
}

const exec = keywords('exec', 'source, /, globals=None, locals=None, *, closure=None', (rt, values) => {
  const [source, givenGlobals, givenLocals, closure] = values as [Ref, Maybe, Maybe, Maybe];
  const mark = rt.mark();
  const where = namespaces(rt, givenGlobals, givenLocals, 'exec');
  if (where === undefined) return rt.finish(mark, 0);
  let code: Maybe = source;
  if (rt.typeId(source) !== rt.ids.code) {
    if (closure !== 0 && closure !== rt.None) {
      return rt.finish(mark, rt.raise('TypeError', 'closure can only be used when source is a code object'));
    }
    const text = sourceText(rt, source, 'exec() arg 1 must be a string, bytes or code object', '<string>');
    if (text === undefined) return rt.finish(mark, 0);
    code = compileSource(rt, text, '<string>', 'exec', { inherits: true });
    if (code === 0) return rt.finish(mark, 0);
    rt.hold(code);
  }
  const cells = closureFor(rt, code, closure);
  if (cells === undefined) return rt.finish(mark, 0);
  const result = runCodeObject(rt, code, where.globals, where.locals, cells);
  rt.drop(result);
  return rt.finish(mark, result === 0 ? 0 : rt.none());
});

/** The closure that code with free variables needs: a tuple of as many cells. */
function closureFor(rt: Runtime, code: Ref, closure: Maybe): Maybe | undefined {
  const { length } = rt.compiled[rt.i32[code + CodeField.Compiled]!]!.freeNames;
  const given = closure === rt.None ? 0 : closure;
  if (length === 0) {
    if (given === 0) return 0;
    rt.raise('TypeError', 'cannot use a closure with this code object');
    return undefined;
  }
  const fits =
    given !== 0 &&
    rt.typeId(given) === rt.ids.tuple &&
    rt.tupleSize(given) === length &&
    Array.from({ length }, (_, i) => rt.typeId(rt.tupleItem(given, i))).every((id) => id === rt.ids.cell);
  if (fits) return given;
  rt.raise('TypeError', `code object requires a closure of exactly length ${length}`);
  return undefined;
}

const evaluate = keywords('eval', 'source, /, globals=None, locals=None', (rt, values) => {
  const [source, givenGlobals, givenLocals] = values as [Ref, Maybe, Maybe];
  const mark = rt.mark();
  const where = namespaces(rt, givenGlobals, givenLocals, 'eval');
  if (where === undefined) return rt.finish(mark, 0);
  let code: Maybe = source;
  if (rt.typeId(source) === rt.ids.code) {
    if (rt.compiled[rt.i32[code + CodeField.Compiled]!]!.freeNames.length > 0) {
      rt.raise('TypeError', 'code object passed to eval() may not contain free variables');
      return rt.finish(mark, 0);
    }
  } else {
    const text = sourceText(rt, source, 'eval() arg 1 must be a string, bytes or code object', '<string>');
    if (text === undefined) return rt.finish(mark, 0);
    code = compileSource(rt, text.replace(/^[ \t]+/, ''), '<string>', 'eval', { inherits: true });
    if (code === 0) return rt.finish(mark, 0);
    rt.hold(code);
  }
  return rt.finish(mark, runCodeObject(rt, code, where.globals, where.locals, 0));
});

// compile ----------------------------------------------------------------------------------------------------------

export const compile = keywords(
  'compile',
  'source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1',
  (rt, values) => {
    const [source, file, modeObject, flagsObject, dontInherit, optimizeObject] = values as [Ref, Ref, Ref, ...Maybe[]];
    const filename = pathText(rt, file);
    if (filename?.includes('\0')) return rt.raise('ValueError', 'embedded null character');
    if (filename === undefined) return 0;
    if (!isStr(rt, modeObject)) {
      const got = givenType(rt, modeObject);
      return rt.raise('TypeError', `compile() argument 'mode' must be str, not ${got}`);
    }
    const flags = numberOr(rt, flagsObject, 0);
    const optimize = numberOr(rt, optimizeObject, -1);
    if (flags === undefined || optimize === undefined) return 0;
    if ((flags & ~KNOWN_FLAGS) !== 0) return rt.raise('ValueError', 'compile(): unrecognised flags');
    if (optimize < -1 || optimize > 2) return rt.raise('ValueError', 'compile(): invalid optimize value');
    const inherits = dontInherit === 0 || dontInherit === undefined ? true : rt.isTrue(dontInherit) === 0;
    if (rt.failed) return 0;
    const mode = rt.text(modeObject);
    if (mode !== 'exec' && mode !== 'eval' && mode !== 'single') {
      const modes =
        (flags & CompileFlag.OnlyAst) === 0 ? "'exec', 'eval' or 'single'" : "'exec', 'eval', 'single' or 'func_type'";
      return rt.raise('ValueError', `compile() mode must be ${modes}`);
    }
    const options = {
      inherits,
      futureAnnotations: (flags & CodeFlag.FutureAnnotations) !== 0,
      dontImplyDedent: (flags & CompileFlag.DontImplyDedent) !== 0,
      tellsIncomplete: (flags & CompileFlag.AllowIncomplete) !== 0,
    };
    const wantsTree = (flags & CompileFlag.OnlyAst) !== 0;
    const given = isTree(rt, source);
    if (given !== 0) {
      if (given < 0) return 0;
      return wantsTree ? rt.incref(source) : compileObjects(rt, source, filename, mode, options);
    }
    const message = 'compile() arg 1 must be a string, bytes or AST object';
    const text = sourceText(rt, source, message, filename);
    if (text === undefined) return 0;
    if (!wantsTree) return compileSource(rt, text, filename, mode, options);
    const tree = parseTree(rt, text, filename, mode, options);
    return tree === undefined ? 0 : treeToObjects(rt, tree);
  },
);

function numberOr(rt: Runtime, object: Maybe | undefined, fallback: number): number | undefined {
  if (object === 0 || object === undefined) return fallback;
  if (isInt(rt, object)) return intNumber(rt, object);
  rt.raise('TypeError', `'${rt.typeOf(object).name}' object cannot be interpreted as an integer`);
  return undefined;
}

/** A file's name: str, bytes, or what `__fspath__` gives. */
function pathText(rt: Runtime, file: Ref): string | undefined {
  if (isStr(rt, file)) return rt.text(file);
  if (isBytes(rt, file)) return bytesPathText(rt, file);
  const method = rt.specialMethod(file, '__fspath__');
  if (method === 0) {
    if (!rt.failed) {
      rt.raise('TypeError', `expected str, bytes or os.PathLike object, not ${rt.typeOf(file).name}`);
    }
    return undefined;
  }
  const mark = rt.mark();
  rt.hold(method);
  const path = rt.call(method);
  const text = path === 0 || !isStr(rt, path) ? undefined : rt.text(path);
  rt.drop(path);
  rt.releaseTo(mark);
  return text;
}

/** eval, whose arguments have no names before 3.13. */
const evaluateOf: NativeFunction = {
  ...evaluate,
  code: (rt, args, count, kwnames) => {
    if (rt.profile.versionInfo[1] < 13) {
      if (!noKeywords(rt, 'eval', kwnames) || !checkCount(rt, 'eval', count, 1, 3)) return 0;
    }
    return evaluate.code(rt, args, count, kwnames);
  },
};

export const evaluationFunctions: readonly NativeFunction[] = [exec, evaluateOf, compile];
