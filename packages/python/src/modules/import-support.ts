import type { Ref } from '@uroboros/heap';
import { givenType } from '../objects/arguments.js';
import { bytesView } from '../objects/bytes.js';
import { intFromWord } from '../objects/int.js';
import { newList } from '../objects/list.js';
import type { NativeFunction } from '../objects/native.js';
import { isStr } from '../objects/str.js';
import { SLOT } from '../runtime/frame.js';
import { loadBuiltin } from '../runtime/imports.js';
import { keptCode } from '../runtime/module-code.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { compile } from './evaluation.js';
import { functionNoArgs, functionOneArg } from './functions.js';
import { type NativeModule, storeOwned } from './module.js';

/** The modules _imp and marshal: what the library's importlib is built on, as far as there is anything to do. */

function nameOf(rt: Runtime, value: Ref, fn: string): string | undefined {
  if (isStr(rt, value)) return rt.text(value);
  rt.raise('TypeError', `${fn}() argument must be str, not ${givenType(rt, value)}`);
  return undefined;
}

/** No module is frozen. */
function neverFrozen(name: string): NativeFunction {
  return functionOneArg('_imp', name, (rt, value) => (nameOf(rt, value, name) === undefined ? 0 : rt.bool(false)));
}

/** The module that a spec describes. */
function createBuiltin(rt: Runtime, spec: Ref): Maybe {
  const mark = rt.mark();
  const name = rt.getAttrText(spec, 'name');
  if (name === 0) return 0;
  rt.hold(name);
  const text = nameOf(rt, name, 'create_builtin');
  if (text === undefined) return rt.finish(mark, 0);
  return rt.finish(mark, loadBuiltin(rt, text) ?? rt.none());
}

/**
 * `compile` as the library's loaders call it: of a file of the library it gives what the host has kept. That code is for a
 * module, whose globals are its locals, which is what loaders run.
 */
const compileSource: NativeFunction = {
  ...compile,
  name: '_compile_source',
  code: (rt, args, count, kwnames) => {
    const [source, path] = [rt.i32[args]! as Ref, rt.i32[args + SLOT]! as Ref];
    const isFile = count >= 2 && rt.typeId(source) === rt.ids.bytes && isStr(rt, path);
    const kept = isFile ? keptCode(rt, bytesView(rt, source).slice(), rt.text(path)) : undefined;
    return kept ?? compile.code(rt, args, count, kwnames);
  },
};

const missing = (module: string, name: string, why: string): NativeFunction => ({
  name,
  doc: undefined,
  signature: '',
  code: (rt) => rt.raise('NotImplementedError', `${module}.${name}: ${why}`),
});

const NO_CODE = 'Uroboros compiles to JavaScript and has no byte code to write or read';

const impModule: NativeModule = {
  name: '_imp',
  doc: '(Extremely) low-level import machinery bits as used by importlib.',
  functions: [
    functionNoArgs('_imp', 'acquire_lock', (rt) => rt.none()),
    functionNoArgs('_imp', 'release_lock', (rt) => rt.none()),
    functionNoArgs('_imp', 'lock_held', (rt) => rt.bool(false)),
    functionNoArgs('_imp', 'extension_suffixes', (rt) => newList(rt, 0)),
    functionOneArg('_imp', 'is_builtin', (rt, value) => {
      const name = nameOf(rt, value, 'is_builtin');
      if (name === undefined) return 0;
      // -1: it is there but cannot be initialized anew.
      return intFromWord(rt, !rt.isBuiltinModule(name) ? 0 : name === 'sys' || name === 'builtins' ? -1 : 1);
    }),
    compileSource,
    functionOneArg('_imp', 'create_builtin', createBuiltin),
    functionOneArg('_imp', 'exec_builtin', (rt) => intFromWord(rt, 0)),
    neverFrozen('is_frozen'),
    neverFrozen('is_frozen_package'),
    {
      name: 'find_frozen',
      doc: undefined,
      signature: '($module, name, /, *, withdata=False)',
      code: (rt) => rt.none(),
    },
    // No module is frozen, and there is one interpreter: there is nothing that these could change.
    functionOneArg('_imp', '_override_frozen_modules_for_tests', (rt) => rt.none()),
    functionOneArg('_imp', '_override_multi_interp_extensions_check', (rt) => intFromWord(rt, 0)),
    missing('_imp', 'get_frozen_object', 'no module is frozen'),
    missing('_imp', 'create_dynamic', 'there is no C in Uroboros'),
    missing('_imp', 'exec_dynamic', 'there is no C in Uroboros'),
    missing('_imp', 'source_hash', NO_CODE),
    missing('_imp', '_fix_co_filename', NO_CODE),
  ],
  init: (rt, dict) => storeOwned(rt, dict, 'check_hash_based_pycs', rt.str('default')),
};

const marshalModule: NativeModule = {
  name: 'marshal',
  functions: ['dump', 'dumps', 'load', 'loads'].map((name) => missing('marshal', name, NO_CODE)),
  init: (rt, dict) => storeOwned(rt, dict, 'version', intFromWord(rt, 4)),
};

/** The modules of this file. */
export const importSupportModules: readonly NativeModule[] = [impModule, marshalModule];
