import type { Ref } from '@uroboros/heap';
import { genericGetAttr, genericSetAttr, typeLookup } from '../runtime/attributes.js';
import { namesOfObject } from '../runtime/dir.js';
import { forEachItem, hashIdentity, reprOf } from '../runtime/operators.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { allocInstance } from '../runtime/types.js';
import { formatText } from '../text/format-spec.js';
import { givenType } from './arguments.js';
import type { BuiltinDefinition } from './catalog.js';
import { assignClass } from './class-assignment.js';
import { TypeField } from './layout.js';
import { type NativeFunction, noArgs, oneArg, positional } from './native.js';
import { reduceMethods } from './reduce.js';
import { isStr } from './str.js';
import { raiseTextError } from './text-errors.js';
import { Compare, type TypeObject } from './typeobject.js';

/** object: what every type inherits. */

/** object.__new__ refuses arguments that neither it nor `__init__` would use. */
function newObject(rt: Runtime, type: TypeObject, _args: number, count: number, kwnames: Maybe): Maybe {
  const object = rt.builtin.object;
  if (count > 0 || kwnames !== 0) {
    if (type.slots.new !== object.slots.new) {
      return rt.raise('TypeError', 'object.__new__() takes exactly one argument (the type to instantiate)');
    }
    if (type.slots.init === object.slots.init) {
      return rt.raise('TypeError', `${type.name}() takes no arguments`);
    }
  }
  return type.abstract ? refuseAbstract(rt, type) : allocInstance(rt, type);
}

/** TypeError that names the abstract methods a class has not implemented. */
function refuseAbstract(rt: Runtime, type: TypeObject): Maybe {
  const names: string[] = [];
  const abstracts = rt.ownAttribute(type, rt.name('__abstractmethods__'));
  const listed =
    abstracts !== 0 &&
    forEachItem(rt, abstracts, (name) => {
      if (isStr(rt, name)) names.push(rt.text(name));
      else rt.raise('TypeError', `sequence item ${names.length}: expected str instance, ${rt.typeOf(name).name} found`);
      return !rt.failed;
    });
  if (!listed) return 0;
  names.sort((a, b) => (a < b ? -1 : 1));
  const s = names.length > 1 ? 's' : '';
  const start = `Can't instantiate abstract class ${type.shortName} `;
  if (!rt.profile.abstractMethodsQuoted) {
    return rt.raise('TypeError', `${start}with abstract method${s} ${names.join(', ')}`);
  }
  return rt.raise('TypeError', `${start}without an implementation for abstract method${s} '${names.join("', '")}'`);
}

function initObject(rt: Runtime, self: Ref, _args: number, count: number, kwnames: Maybe): boolean {
  if (count === 0 && kwnames === 0) return true;
  const type = rt.typeOf(self);
  const object = rt.builtin.object;
  if (type.slots.init !== object.slots.init) {
    rt.raise('TypeError', 'object.__init__() takes exactly one argument (the instance to initialize)');
    return false;
  }
  if (type.slots.new === object.slots.new) {
    rt.raise('TypeError', `${type.name}.__init__() takes exactly one argument (the instance to initialize)`);
    return false;
  }
  return true;
}

function reprObject(rt: Runtime, self: Ref): Maybe {
  return rt.str(`<${rt.qualifiedTypeName(rt.typeOf(self))} object at 0x${(self * 4).toString(16)}>`);
}

/** Takes nothing: messages name it by the class it is called on. */
const initSubclass: NativeFunction = {
  name: '__init_subclass__',
  doc: undefined,
  signature: '($type, /)',
  code: (rt, args, count, kwnames) => {
    if (count === 1 && kwnames === 0) return rt.none();
    const type = rt.typeByRef.get(rt.i32[args]! as Ref)!;
    const name = type.heapType ? (rt.i32[type.ref + TypeField.Qualname]! as Maybe) : 0;
    const qualname = name === 0 ? type.name : rt.text(name);
    const what = kwnames === 0 ? `no arguments (${count - 1} given)` : 'no keyword arguments';
    return rt.raise('TypeError', `${qualname}.__init_subclass__() takes ${what}`);
  },
};

export const objectType: BuiltinDefinition = {
  key: 'object',
  doc: 'The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.\n',
  layout: () => ({ basicSize: 16 }),
  slots: {
    new: newObject,
    init: initObject,
    repr: reprObject,
    str: reprOf,
    hash: hashIdentity,
    getattr: genericGetAttr,
    setattr: genericSetAttr,
    compare: (rt, self, other, op) => {
      if (op === Compare.Eq) return self === other ? rt.bool(true) : rt.notImplemented();
      if (op !== Compare.Ne) return rt.notImplemented();
      // Unless it is defined, != is the opposite of ==.
      const { compare } = rt.typeOf(self).slots;
      if (compare === undefined) return rt.notImplemented();
      const equal = compare(rt, self, other, Compare.Eq);
      if (equal === 0 || equal === rt.NotImplemented) return equal;
      const truth = rt.consume(equal, (runtime, value) => runtime.isTrue(value));
      return truth < 0 ? 0 : rt.bool(truth === 0);
    },
  },
  methods: [
    noArgs('__dir__', namesOfObject, 'Default dir() implementation.'),
    oneArg('__format__', (rt, self, spec) => {
      if (!isStr(rt, spec)) {
        return rt.raise('TypeError', `__format__() argument must be str, not ${givenType(rt, spec)}`);
      }
      if (rt.text(spec) !== '') {
        return rt.raise('TypeError', `unsupported format string passed to ${rt.typeOf(self).name}.__format__`);
      }
      return rt.strOf(self);
    }),
    noArgs('__sizeof__', (rt, self) => rt.sizeToInt(rt.heap.objects.bytesOf(self))),
    ...reduceMethods,
  ],
  classMethods: [initSubclass, positional('__subclasshook__', 0, 1, (rt) => rt.notImplemented())],
  attributes: [
    {
      name: '__class__',
      get: (rt, self) => rt.incref(rt.typeOf(self).ref),
      set: assignClass,
    },
  ],
};

/** str(object) where a type has no `__str__` of its own. */
export function formatPlain(rt: Runtime, text: string, spec: string): Maybe {
  try {
    return rt.str(formatText(text, spec));
  } catch (error) {
    return raiseTextError(rt, error);
  }
}

export { typeLookup };
