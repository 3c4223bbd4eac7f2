import type { Ref } from '@uroboros/heap';
import type { BuiltinDefinition } from '../objects/catalog.js';
import { checkCount } from '../objects/native.js';
import { callWith } from '../runtime/calls.js';
import { raiseStatement } from '../runtime/errors.js';
import type { BuiltinName } from '../runtime/registry.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { declareBuiltin, linkBuiltin, materialize, populate } from '../runtime/types.js';
import { storeOwned } from './module.js';

/** `exit` and `quit`, which the module site adds to builtins for the prompt. */

const NAME = 4;

const quitterType: BuiltinDefinition = {
  key: '_sitebuiltins.Quitter' as BuiltinName,
  name: '_sitebuiltins.Quitter',
  module: '_sitebuiltins',
  final: true,
  layout: () => ({ basicSize: 24, hiddenSlots: [NAME * 4] }),
  slots: {
    new: (rt) => rt.raise('TypeError', "cannot create '_sitebuiltins.Quitter' instances"),
    repr: (rt, self) => rt.str(`Use ${rt.text(rt.i32[self + NAME]! as Ref)}() or Ctrl-D (i.e. EOF) to exit`),
    call: (rt, _self, args, count, kwnames) => {
      if (kwnames !== 0) return rt.raise('TypeError', 'Quitter.__call__() takes no keyword arguments');
      return checkCount(rt, 'Quitter.__call__', count, 0, 1)
        ? leave(rt, count === 0 ? rt.None : (rt.i32[args]! as Ref))
        : 0;
    },
  },
  members: [{ name: 'name', word: NAME, readonly: true, empty: 'none' }],
};

/** raise SystemExit(code) */
function leave(rt: Runtime, code: Ref): Maybe {
  const exception = callWith(rt, rt.builtin.SystemExit.ref, [code]);
  if (exception === 0) return 0;
  const mark = rt.mark();
  rt.hold(exception);
  raiseStatement(rt, exception, 0);
  return rt.finish(mark, 0);
}

/** Adds both to builtins; false on error. */
export function addSiteBuiltins(rt: Runtime): boolean {
  const type = declareBuiltin(rt, quitterType);
  materialize(rt, type);
  linkBuiltin(rt, type);
  populate(rt, type, quitterType);
  return ['quit', 'exit'].every((name) => {
    const quitter = rt.heap.objects.allocate(type.typeId);
    if (quitter === 0) return rt.noMemory() !== 0;
    rt.i32[quitter + NAME] = rt.incref(rt.name(name));
    return storeOwned(rt, rt.builtinsDict, name, quitter);
  });
}
