import type { Ref } from '@uroboros/heap';
import { dictClear, isDict } from '../objects/dict.js';
import { CellField } from '../objects/layout.js';
import { isList, listClear } from '../objects/list.js';
import type { Runtime } from './runtime.js';

/** Containers in which TypeScript code keeps what programs register: they live as long as the runtime, and are emptied at its end. */

const containers = new WeakMap<Runtime, Ref[]>();

/** Keeps an owned list, dictionary or cell, out of the collector's sight unless programs can see it. */
export function keepContainer(rt: Runtime, owned: Ref, visible = false): Ref {
  if (!visible && rt.heap.gc.isTracked(owned)) rt.heap.objects.untrack(owned);
  const known = containers.get(rt);
  if (known === undefined) containers.set(rt, [owned]);
  else known.push(owned);
  return rt.keep(owned);
}

/** Drops what the containers hold (PyInterpreterState_Clear); false if there are none. */
export function emptyContainers(rt: Runtime): boolean {
  const known = containers.get(rt) ?? [];
  for (const container of known) {
    if (isDict(rt, container)) dictClear(rt, container);
    else if (isList(rt, container)) listClear(rt, container);
    else rt.replace(container + CellField.Contents, 0);
  }
  return known.length > 0;
}
