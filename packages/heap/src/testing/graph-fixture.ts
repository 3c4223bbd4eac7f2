import { Heap, type HeapOptions } from '../heap.js';
import type { HeapHooks } from '../hooks.js';
import type { Ref } from '../memory/layout.js';
import type { Handle } from '../objects/handles.js';
import type { TypeInfo } from '../objects/types.js';
import { defineGraphTypes, type GraphTypes } from './graph-types.js';

/** A heap whose objects have names, and a log of what happens to them. */
export interface World {
  readonly heap: Heap;
  readonly types: GraphTypes;
  /** A node with a finalizer, which logs the object's name and runs what {@link onFinalize} says. */
  readonly named: TypeInfo;
  readonly log: string[];
  readonly onFinalize: Map<string, (object: Ref) => void>;
  /** A node with that name. */
  readonly node: (name: string) => Handle;
  /** A node with that name and a finalizer. */
  readonly withFinalizer: (name: string) => Handle;
  readonly nameOf: (object: Ref) => string;
  readonly namesOf: (objects: readonly Ref[]) => string[];
}

export function createWorld(options: HeapOptions = {}): World {
  const names = new Map<Ref, string>();
  const log: string[] = [];
  const onFinalize = new Map<string, (object: Ref) => void>();
  const nameOf = (object: Ref): string => names.get(object) ?? '?';
  const hooks: Partial<HeapHooks> = {
    unraisable: (error, where, object) => {
      log.push(
        `unraisable in ${where} of ${nameOf(object)}: ${error instanceof Error ? error.message : String(error)}`,
      );
    },
    typeName: (object) => heap.typeOf(object).spec.name,
    ...options.hooks,
  };
  const heap: Heap = new Heap({ bytes: 8 << 20, ...options, hooks });
  const types = defineGraphTypes(heap);
  const named = heap.defineType({
    ...types.node.spec,
    name: 'Named',
    finalize: (object) => {
      log.push(nameOf(object));
      onFinalize.get(nameOf(object))?.(object);
    },
  });
  const make = (type: TypeInfo, name: string): Handle => {
    const handle = heap.allocate(type);
    names.set(handle.ref, name);
    return handle;
  };
  return {
    ...{ heap, types, named, log, onFinalize, nameOf },
    node: (name) => make(types.node, name),
    withFinalizer: (name) => make(named, name),
    namesOf: (objects) => objects.map(nameOf),
  };
}

/** Lets go of several objects in order. */
export function release(...handles: readonly Handle[]): void {
  for (const handle of handles) handle.release();
}
