// Objects that die at a known moment, for a language or a library of your own.
//
//     npm run build && node examples/dist/embedding.js
//
// A tree whose nodes know their parents. Parent and child hold each other, so counts alone never free a tree: the
// collector does. Finalizers and a weak reference tell when that is.

import { Heap, NULL, type Ref } from '@uroboros/heap';

const heap = new Heap();

// Where a node keeps what: bytes behind the reference. The header takes the first 16.
const PARENT = 16;
const FIRST_CHILD = 24;
const NEXT_SIBLING = 32;
const WEAK_LIST = 40;

// What has no place in the heap stands beside it, found by the reference, and leaves when the object does.
const names = new Map<Ref, string>();

const Tree = heap.defineType({
  name: 'Tree',
  basicSize: 48,
  gc: true,
  slots: [PARENT, FIRST_CHILD, NEXT_SIBLING],
  weakList: WEAK_LIST,
  finalize: (node) => console.log(`  finalize ${names.get(node)}, count ${heap.refcnt(node)}`),
  tearDown: (node) => names.delete(node),
});

/** A new node: its parent's first child, or a root. The caller owns the handle. */
function plant(name: string, parent: Ref = NULL) {
  const node = heap.allocate(Tree);
  names.set(node.ref, name);
  if (parent !== NULL) {
    heap.setSlot(node.ref, PARENT, parent);
    heap.setSlot(node.ref, NEXT_SIBLING, heap.getSlot(parent, FIRST_CHILD));
    heap.setSlot(parent, FIRST_CHILD, node.ref);
  }
  return node;
}

/** Like plant, for a node that only its tree holds: the reference is borrowed. */
function grow(name: string, parent: Ref): Ref {
  using node = plant(name, parent);
  return node.ref;
}

const blocks = heap.stats().allocatedBlocks;
const watch = { released: false };

console.log('Plant a tree: root (left, right (leaf)).');
{
  using root = plant('root');
  using weak = heap.weakref(root.ref, () => {
    watch.released = true;
    console.log('  the weak reference says: root is gone');
  });
  const right = grow('right', root.ref);
  grow('left', root.ref);
  grow('leaf', right);
  console.log(`  root has count ${heap.refcnt(root.ref)}: a handle and two children`);
  console.log(`  the weak reference leads to ${names.get(heap.target(weak.ref))}`);
  console.log(
    `  ${names.size} nodes, ${heap.stats().allocatedBlocks - blocks} blocks: the nodes, the weak reference, its callback`,
  );
  heap.verify();

  console.log('Cut off what is not part of a cycle any more: it dies at once.');
  heap.setSlot(right, FIRST_CHILD, NULL); // leaf had its parent, nobody has leaf
  console.log(`  ${names.size} nodes`);

  console.log('Let go of the root: its children still hold it.');
  root.release();
  console.log(`  ${names.size} nodes, the weak reference is ${heap.target(weak.ref) === NULL ? 'dead' : 'alive'}`);

  console.log('Collect: callbacks first, then finalizers in order of creation, then the memory.');
  const found = heap.gc.collect();
  console.log(`  ${found} unreachable, ${names.size} nodes, released: ${watch.released}`);
}

heap.verify();
console.log(`Left over: ${heap.stats().allocatedBlocks - blocks} blocks.`);
