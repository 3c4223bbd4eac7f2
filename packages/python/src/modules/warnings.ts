import type { Ref } from '@uroboros/heap';
import { cInt, parsedInt } from '../objects/arguments.js';
import { dictSet, isDict } from '../objects/dict.js';
import { keywords, type NativeFunction } from '../objects/native.js';
import { isStr } from '../objects/str.js';
import { isInstance } from '../objects/type-type.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { warnExplicit, warningState, warnObject } from '../runtime/warn.js';
import { functionNoArgs } from './functions.js';
import type { NativeModule } from './module.js';

/** The module _warnings. */

/** The class of a warning, borrowed; 0 and TypeError if that is none. */
function categoryOf(rt: Runtime, message: Ref, category: Maybe): Maybe {
  const isObject = isInstance(rt, message, rt.builtin.Warning.ref);
  if (isObject !== 0) return isObject < 0 ? 0 : rt.typeOf(message).ref;
  if (category === 0 || category === rt.None) return rt.builtin.UserWarning.ref;
  const type = rt.typeByRef.get(category);
  if (type?.isSubtypeOf(rt.builtin.Warning)) return category;
  return rt.raise('TypeError', `category must be a Warning subclass, not '${rt.typeOf(category).name}'`);
}

const warn = keywords(
  'warn',
  'message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()',
  (rt, [message = 0, category = 0, level = 0, source = 0]) => {
    const stackLevel = level === 0 ? 1 : cInt(rt, level);
    if (stackLevel === undefined) return 0;
    const type = categoryOf(rt, message as Ref, category);
    return type === 0 ? 0 : warnObject(rt, type, message as Ref, stackLevel, source);
  },
  'Issue a warning, or maybe ignore it or raise an exception.',
);

const warnAt: NativeFunction = keywords(
  'warn_explicit',
  'message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None',
  (rt, [message = 0, category = 0, filename = 0, lineno = 0, module = 0, registry = 0, , source = 0]) => {
    if (!isStr(rt, filename as Ref)) {
      const got = rt.typeOf(filename as Ref).name;
      return rt.raise('TypeError', `warn_explicit() argument 'filename' must be str, not ${got}`);
    }
    const line = parsedInt(rt, lineno as Ref);
    if (line === undefined) return 0;
    const own = registry === rt.None ? 0 : registry;
    if (own !== 0 && !isDict(rt, own)) {
      return rt.raise('TypeError', "'registry' must be a dict or None");
    }
    const mark = rt.mark();
    const name = moduleName(rt, module, rt.text(filename as Ref));
    if (name === 0) return 0;
    rt.hold(name);
    const done = warnExplicit(rt, {
      category: category as Ref,
      message: message as Ref,
      filename: rt.text(filename as Ref),
      line,
      module: name,
      registry: own,
      sourceLine: 0,
      source,
    });
    return rt.finish(mark, done ? rt.none() : 0);
  },
  'Issue a warning, or maybe ignore it or raise an exception.',
);

/** The module's name as it is given, or the file's without its ending; owned. */
function moduleName(rt: Runtime, module: Maybe, filename: string): Maybe {
  if (module !== 0 && module !== rt.None) return rt.incref(module);
  return rt.str(filename === '' ? '<unknown>' : filename.replace(/\.py$/, ''));
}

/** The module _warnings. */
export const warningsModule: NativeModule = {
  name: '_warnings',
  doc: '_warnings provides basic warning filtering support.\nIt is a helper module to speed up interpreter start-up.',
  functions: [
    warn,
    warnAt,
    functionNoArgs('_warnings', '_filters_mutated', (rt) => {
      warningState(rt).version++;
      return rt.none();
    }),
  ],
  init: (rt, dict) => {
    const { filters, once, action } = warningState(rt);
    return (
      dictSet(rt, dict, rt.name('filters'), filters) &&
      dictSet(rt, dict, rt.name('_onceregistry'), once) &&
      dictSet(rt, dict, rt.name('_defaultaction'), action)
    );
  },
};
