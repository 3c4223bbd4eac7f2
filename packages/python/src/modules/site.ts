import type { Ref, TypeId } from '@uroboros/heap';
import type { BuiltinDefinition } from '../objects/catalog.js';
import { checkCount } from '../objects/native.js';
import { callWith, callWithSlots } from '../runtime/calls.js';
import { raiseStatement } from '../runtime/errors.js';
import { importLevel } from '../runtime/imports.js';
import { standardStream, writeTo } from '../runtime/output.js';
import type { BuiltinName } from '../runtime/registry.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { declareBuiltin, linkBuiltin, materialize, populate } from '../runtime/types.js';
import { storeOwned } from './module.js';

/** What the module site adds to builtins for the prompt: `exit` and `quit`, `copyright`, `credits` and `license`, `help`. */

/** Words of the two strings that each of these objects may have. */
const NAME = 4;
const TEXT = 6;

const EOF = 'Ctrl-D (i.e. EOF)';
export const COPYRIGHT = 'Uroboros is free software under the MIT licence.';
const CREDITS = 'The standard library is that of Python, made by its community: see www.python.org.';
const LICENSE = `${COPYRIGHT}\nThe standard library comes under the PSF licence, which is in the file LICENSE-PYTHON of its package.`;

const textOf = (rt: Runtime, self: Ref, word: number): string => rt.text(rt.i32[self + word]! as Ref);

/** The argument of `exit(code=None)`, borrowed; 0 on error, in the words of functions in Python. */
function exitCode(rt: Runtime, args: number, count: number, kwnames: Maybe): Maybe {
  const name = 'Quitter.__call__()';
  if (count > 1)
    return rt.raise('TypeError', `${name} takes from 1 to 2 positional arguments but ${count + 1} were given`);
  for (let i = 0; kwnames !== 0 && i < rt.tupleSize(kwnames); i++) {
    const keyword = rt.text(rt.tupleItem(kwnames, i));
    if (keyword !== 'code') return rt.raise('TypeError', `${name} got an unexpected keyword argument '${keyword}'`);
    if (count > 0) return rt.raise('TypeError', `${name} got multiple values for argument 'code'`);
  }
  return count > 0 || kwnames !== 0 ? (rt.i32[args]! as Ref) : rt.None;
}

const quitterType: BuiltinDefinition = {
  key: '_sitebuiltins.Quitter' as BuiltinName,
  name: '_sitebuiltins.Quitter',
  module: '_sitebuiltins',
  final: true,
  layout: () => ({ basicSize: 32, hiddenSlots: [NAME * 4, TEXT * 4] }),
  slots: {
    new: (rt) => rt.raise('TypeError', "cannot create 'Quitter' instances"),
    repr: (rt, self) => rt.str(`Use ${textOf(rt, self, NAME)}() or ${textOf(rt, self, TEXT)} to exit`),
    call: (rt, _self, args, count, kwnames) => {
      const code = exitCode(rt, args, count, kwnames);
      return code === 0 ? 0 : leave(rt, code);
    },
  },
  members: [
    { name: 'name', word: NAME, readonly: true, empty: 'none' },
    { name: 'eof', word: TEXT, readonly: true, empty: 'none' },
  ],
};

/** Closes sys.stdin, as shells want it, whatever comes of that, and raises SystemExit(code). */
function leave(rt: Runtime, code: Ref): Maybe {
  const input = standardStream(rt, 'stdin');
  if (input !== 0) {
    rt.drop(rt.callMethod(input, 'close'));
    rt.clearError();
  }
  const exception = callWith(rt, rt.builtin.SystemExit.ref, [code]);
  if (exception === 0) return 0;
  const mark = rt.mark();
  rt.hold(exception);
  raiseStatement(rt, exception, 0);
  return rt.finish(mark, 0);
}

const printerType: BuiltinDefinition = {
  key: '_sitebuiltins._Printer' as BuiltinName,
  name: '_sitebuiltins._Printer',
  module: '_sitebuiltins',
  final: true,
  layout: () => ({ basicSize: 32, hiddenSlots: [NAME * 4, TEXT * 4] }),
  slots: {
    new: (rt) => rt.raise('TypeError', "cannot create '_Printer' instances"),
    repr: (rt, self) => {
      const name = textOf(rt, self, NAME);
      return name === 'license'
        ? rt.str('Type license() to see the full license text')
        : rt.incref(rt.i32[self + TEXT]! as Ref);
    },
    call: (rt, self, _args, count, kwnames) => {
      if (kwnames !== 0) return rt.raise('TypeError', '_Printer.__call__() takes no keyword arguments');
      if (!checkCount(rt, '_Printer.__call__', count, 0, 0)) return 0;
      return writeTo(rt, 'stdout', `${textOf(rt, self, TEXT)}\n`) ? rt.none() : 0;
    },
  },
};

const helperType: BuiltinDefinition = {
  key: '_sitebuiltins._Helper' as BuiltinName,
  name: '_sitebuiltins._Helper',
  module: '_sitebuiltins',
  final: true,
  layout: () => ({ basicSize: 16 }),
  slots: {
    new: (rt) => rt.raise('TypeError', "cannot create '_Helper' instances"),
    repr: (rt) => rt.str('Type help() for interactive help, or help(object) for help about object.'),
    call: (rt, _self, args, count, kwnames) => {
      const mark = rt.mark();
      const help = plainHelp(rt);
      return help === 0 ? 0 : rt.finish(mark, callWithSlots(rt, rt.hold(help), 0, args, count, kwnames));
    },
  },
};

/** pydoc.help, owned, which writes its text in one piece: looking for a pager would try to start processes. */
function plainHelp(rt: Runtime): Maybe {
  const mark = rt.mark();
  const pydoc = importLevel(rt, 'pydoc', 0, 0, 0);
  if (pydoc === 0) return 0;
  rt.hold(pydoc);
  const pager = rt.getAttr(pydoc, rt.name('plain_pager'));
  if (pager === 0) return rt.finish(mark, 0);
  rt.hold(pager);
  return rt.finish(mark, rt.setAttr(pydoc, rt.name('pager'), pager) ? rt.getAttr(pydoc, rt.name('help')) : 0);
}

/** Adds all to builtins; false on error. */
export function addSiteBuiltins(rt: Runtime): boolean {
  const [quitter, printer, helper] = [quitterType, printerType, helperType].map((definition) => {
    const type = declareBuiltin(rt, definition);
    materialize(rt, type);
    linkBuiltin(rt, type);
    populate(rt, type, definition);
    return type.typeId;
  }) as [TypeId, TypeId, TypeId];
  return (
    add(rt, quitter, 'quit', EOF) &&
    add(rt, quitter, 'exit', EOF) &&
    add(rt, printer, 'copyright', COPYRIGHT) &&
    add(rt, printer, 'credits', CREDITS) &&
    add(rt, printer, 'license', LICENSE) &&
    add(rt, helper, 'help')
  );
}

function add(rt: Runtime, typeId: TypeId, name: string, text?: string): boolean {
  const made = rt.heap.objects.allocate(typeId);
  if (made === 0) return rt.noMemory() !== 0;
  if (text !== undefined) {
    rt.i32[made + NAME] = rt.incref(rt.name(name));
    rt.i32[made + TEXT] = rt.incref(rt.name(text));
  }
  return storeOwned(rt, rt.builtinsDict, name, made);
}
