import { byteAddress, type Ref } from '@uroboros/heap';
import { callWithSlots } from '../runtime/calls.js';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { hashPointer } from '../text/hash.js';
import type { BuiltinDefinition } from './catalog.js';
import { reduction } from './iterator-reduce.js';
import { DescriptorField, MethodWrapperField } from './layout.js';
import { noArgs } from './native.js';
import { Compare } from './typeobject.js';

/** method-wrapper: a special method of a built-in type, bound to an object, as `[].__add__`. */

/** A descriptor bound to an object; both borrowed. */
export function newMethodWrapper(rt: Runtime, descriptor: Ref, self: Ref): Maybe {
  const wrapper = rt.heap.objects.allocate(rt.builtin['method-wrapper'].typeId);
  if (wrapper === 0) return rt.noMemory();
  rt.i32[wrapper + MethodWrapperField.Descriptor] = rt.incref(descriptor);
  rt.i32[wrapper + MethodWrapperField.Self] = rt.incref(self);
  rt.heap.objects.track(wrapper);
  return wrapper;
}

const descriptorOf = (rt: Runtime, self: Ref): Ref => rt.i32[self + MethodWrapperField.Descriptor]! as Ref;
const objectOf = (rt: Runtime, self: Ref): Ref => rt.i32[self + MethodWrapperField.Self]! as Ref;
const nameOf = (rt: Runtime, self: Ref): Ref => rt.i32[descriptorOf(rt, self) + DescriptorField.Name]! as Ref;

/** Attributes that are the descriptor's. */
const ofDescriptor = ['__name__', '__qualname__', '__objclass__', '__doc__', '__text_signature__'].map((name) => ({
  name,
  get: (rt: Runtime, self: Ref): Maybe => rt.getAttrText(descriptorOf(rt, self), name),
}));

const halves = new Int32Array(2);

export const methodWrapperType: BuiltinDefinition = {
  key: 'method-wrapper',
  final: true,
  layout: () => ({ basicSize: 32, gc: true, slots: [16, 24], noClear: true }),
  slots: {
    call: (rt, self, args, count, kwnames) =>
      callWithSlots(rt, descriptorOf(rt, self), objectOf(rt, self), args, count, kwnames),
    repr: (rt, self) => {
      const object = objectOf(rt, self);
      const what = `'${rt.text(nameOf(rt, self))}' of ${rt.typeOf(object).name} object`;
      return rt.str(`<method-wrapper ${what} at 0x${byteAddress(object).toString(16)}>`);
    },
    compare: (rt, self, other, op) => {
      if (rt.typeOf(other) !== rt.typeOf(self) || (op !== Compare.Eq && op !== Compare.Ne)) return rt.notImplemented();
      const equal = descriptorOf(rt, self) === descriptorOf(rt, other) && objectOf(rt, self) === objectOf(rt, other);
      return rt.bool(equal === (op === Compare.Eq));
    },
    hash: (rt, self) => {
      hashPointer(byteAddress(objectOf(rt, self)) | 0, 0, halves);
      const [low, high] = halves as unknown as [number, number];
      hashPointer(byteAddress(descriptorOf(rt, self)) | 0, 0, halves);
      rt.hashLow = low ^ halves[0]!;
      rt.hashHigh = high ^ halves[1]!;
      return true;
    },
  },
  methods: [
    noArgs('__reduce__', (rt, self) => {
      const getattr = rt.globalNamed(rt.builtinsDict, 'getattr');
      if (getattr === 0) return rt.raise('AttributeError', 'getattr');
      return reduction(rt, getattr, [objectOf(rt, self), nameOf(rt, self)]);
    }),
  ],
  members: [{ name: '__self__', word: MethodWrapperField.Self, readonly: true }],
  attributes: ofDescriptor,
};
