import { Heap, NULL, type Ref } from '@uroboros/heap';
import type { BenchRequest } from '../harness/contender.js';
import { nextRandom } from '../harness/random.js';
import { milliseconds, serve } from '../harness/serve.js';
import { churnSequence, churnThrough, lifoThrough } from './churn-sequence.js';
import {
  append,
  assertNothingLeft,
  defineBenchTypes,
  fillSlot,
  itemAt,
  newList,
  replaceItem,
  SLOT_A,
  SLOT_B,
} from './objects.js';

/** Our side of the heap suite. One heap serves all requests; each leaves it as it found it. */

const heap = new Heap({ profile: '3.13' });
const types = defineBenchTypes(heap);
heap.gc.disable();

serve({
  'collect-live': (request) => leavingNothing(() => collectLive(request)),
  'collect-garbage': (request) => leavingNothing(() => collectGarbage(request)),
  'malloc-churn': (request) => leavingNothing(() => mallocChurn(request)),
  'malloc-lifo': (request) => leavingNothing(() => mallocLifo(request)),
  'make-and-drop': (request) => leavingNothing(() => makeAndDrop(request)),
  'fill-and-drop': (request) => leavingNothing(() => fillAndDrop(request)),
  'mixed-sizes': (request) => leavingNothing(() => mixedSizes(request)),
});

function leavingNothing(work: () => readonly number[]): readonly number[] {
  const blocks = heap.pymalloc.allocatedBlocks();
  const values = work();
  heap.gc.collect();
  assertNothingLeft(heap, blocks);
  return values;
}

function collectLive(request: BenchRequest): readonly number[] {
  const size = Number(request['size']);
  const type = request['counted'] === true ? types.Node : types.BareNode;
  const list = newList(heap, types);
  for (let i = 0; i < size; i++) append(heap, list, newNode(type.id));
  let random = 1;
  for (let i = 0; i < size; i++) {
    const node = itemAt(heap, list, i);
    if (request['shape'] === 'neighbours') {
      fillSlot(heap, node, SLOT_A, itemAt(heap, list, (i + size - 1) % size));
      fillSlot(heap, node, SLOT_B, itemAt(heap, list, (i + 1) % size));
    } else if (request['shape'] === 'random') {
      random = nextRandom(random);
      fillSlot(heap, node, SLOT_A, itemAt(heap, list, random % size));
      random = nextRandom(random);
      fillSlot(heap, node, SLOT_B, itemAt(heap, list, random % size));
    }
  }
  heap.gc.collect();
  const values = [timedCollection(0), timedCollection(0), timedCollection(0)];
  heap.counts.decref(list);
  return values;
}

function collectGarbage(request: BenchRequest): readonly number[] {
  const size = Number(request['size']);
  heap.gc.collect();
  for (let i = 0; i < size; i++) {
    const node = newNode(types.Node.id);
    heap.memory.i32[node + SLOT_A / 4] = node; // the slot takes over the count the node was born with
  }
  return [timedCollection(size)];
}

function newNode(typeId: number): Ref {
  const node = heap.objects.allocate(typeId as Parameters<typeof heap.objects.allocate>[0]);
  if (node === NULL) throw heap.exhausted(48);
  heap.objects.track(node);
  return node;
}

function timedCollection(expected: number): number {
  let found = 0;
  const time = milliseconds(() => {
    found = heap.gc.collect();
  });
  if (found !== expected) throw new Error(`the collection found ${found} unreachable objects, not ${expected}`);
  return time;
}

function mallocChurn(request: BenchRequest): readonly number[] {
  const { pymalloc } = heap;
  const sequence = churnSequence(request);
  return [
    churnThrough(
      sequence,
      (bytes) => pymalloc.malloc(bytes),
      (block) => pymalloc.free(block),
    ),
  ];
}

function mallocLifo(request: BenchRequest): readonly number[] {
  const { pymalloc } = heap;
  return [
    lifoThrough(
      churnSequence(request),
      (bytes) => pymalloc.malloc(bytes),
      (block) => pymalloc.free(block),
    ),
  ];
}

/** for _ in range(n): object() */
function makeAndDrop(request: BenchRequest): readonly number[] {
  const count = Number(request['count']);
  const { counts, objects } = heap;
  const type = types.Plain.id;
  const time = milliseconds(() => {
    for (let i = 0; i < count; i++) counts.decref(objects.allocate(type));
  });
  return [(time * 1e6) / count];
}

/** for _ in range(rounds): [object() for _ in range(n)] */
function fillAndDrop(request: BenchRequest): readonly number[] {
  const count = Number(request['count']);
  const size = Number(request['size']);
  const { counts, objects } = heap;
  const type = types.Plain.id;
  const time = milliseconds(() => {
    for (let round = 0; round < count / size; round++) {
      const list = newList(heap, types);
      for (let i = 0; i < size; i++) append(heap, list, objects.allocate(type));
      counts.decref(list);
    }
  });
  return [(time * 1e6) / count];
}

/** for victim, size in sequence: window[victim] = bytes(size) */
function mixedSizes(request: BenchRequest): readonly number[] {
  const { window, sizes, victims } = churnSequence(request);
  const list = newList(heap, types);
  for (let i = 0; i < window; i++) append(heap, list, NULL);
  const { objects } = heap;
  const type = types.Bytes.id;
  const time = milliseconds(() => {
    for (let i = 0; i < sizes.length; i++) {
      replaceItem(heap, list, victims[i]!, objects.allocateVar(type, sizes[i]!));
    }
  });
  heap.counts.decref(list);
  return [(time * 1e6) / sizes.length];
}
