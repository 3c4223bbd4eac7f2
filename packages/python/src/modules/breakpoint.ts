import type { NativeFunction } from '../objects/native.js';
import { callWithSlots } from '../runtime/calls.js';
import { variable } from '../runtime/environment.js';
import { loadModule } from '../runtime/imports.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { systemObject } from '../runtime/system.js';
import { warn } from '../runtime/warn.js';

/** `breakpoint()` and `sys.breakpointhook()`, which hands over to what the variable PYTHONBREAKPOINT names. */

/** builtins.breakpoint: whatever sys.breakpointhook is. */
export const breakpoint: NativeFunction = {
  name: 'breakpoint',
  doc: 'Call sys.breakpointhook(*args, **kws).',
  signature: '($module, /, *args, **kws)',
  code: (rt, args, count, kwnames) => {
    const hook = systemObject(rt, 'breakpointhook');
    if (hook === 0) return rt.raise('RuntimeError', 'lost sys.breakpointhook');
    const mark = rt.mark();
    rt.hold(rt.incref(hook));
    return rt.finish(mark, callWithSlots(rt, hook, 0, args, count, kwnames));
  },
};

/** sys.breakpointhook: `pdb.set_trace` unless the variable says otherwise; '0' is nothing at all. */
export const breakpointHook: NativeFunction = {
  name: 'breakpointhook',
  doc: 'This hook function is called by built-in breakpoint().',
  signature: '($module, /, *args, **kwargs)',
  code: (rt, args, count, kwnames) => {
    const named = variable(rt, 'PYTHONBREAKPOINT') || 'pdb.set_trace';
    if (named === '0') return rt.none();
    const hook = hookNamed(rt, named);
    if (hook === 0) return 0;
    if (hook === undefined) return ignored(rt, named);
    const mark = rt.mark();
    rt.hold(hook);
    return rt.finish(mark, callWithSlots(rt, hook, 0, args, count, kwnames));
  },
};

/** What `module.name` or a name of builtins means, owned; undefined if it cannot be imported. */
function hookNamed(rt: Runtime, named: string): Maybe | undefined {
  const dot = named.lastIndexOf('.');
  if (dot === 0) return undefined;
  const module = loadModule(rt, dot < 0 ? 'builtins' : named.slice(0, dot));
  if (module === 0) return unless(rt, 'ImportError');
  const mark = rt.mark();
  rt.hold(module);
  const hook = rt.finish(mark, rt.getAttrText(module, named.slice(dot + 1)));
  return hook === 0 ? unless(rt, 'AttributeError') : hook;
}

/** Drops the exception on its way if it is of a class: undefined then, else 0. */
function unless(rt: Runtime, category: 'ImportError' | 'AttributeError'): 0 | undefined {
  if (!rt.errorIs(rt.builtin[category])) return 0;
  rt.clearError();
  return undefined;
}

function ignored(rt: Runtime, named: string): Maybe {
  return warn(rt, 'RuntimeWarning', `Ignoring unimportable $PYTHONBREAKPOINT: "${named}"`) ? rt.none() : 0;
}
