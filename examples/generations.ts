// How objects grow old: three generations, and an allocation that triggers a collection.
//
//     npm run build && node examples/dist/generations.js
//
// The profile 3.11 collects inside the allocation that passes the threshold. The threshold here is 3, so the fourth
// allocation is the one. It prints, after each step, who is in which generation.

import { type Handle, Heap, type Ref } from '@uroboros/heap';

const heap = new Heap({ profile: '3.11' });
heap.gc.setThreshold(3);

// A collectable type with one reference, in bytes 16 to 23 behind the header.
const LINK = 16;
const Word = heap.defineType({ name: 'Word', basicSize: 24, gc: true, slots: [LINK] });

const names = new Map<Ref, string>();
const COLUMNS = [16, 24, 5];

function allocate(name: string): Handle {
  const word = heap.allocate(Word);
  names.set(word.ref, name);
  show(`allocate ${name}`);
  return word;
}

function show(step: string): void {
  const generations = COLUMNS.map((width, generation) => {
    const members = heap.gc.getObjects(generation).map((object) => names.get(object));
    return `${generation}: ${members.join(' ') || '-'}`.padEnd(width);
  });
  console.log(`${step.padEnd(13)} ${generations.join(' ')} count ${heap.gc.getCount().join(', ')}`);
}

console.log('Three words: all in generation 0, the count reaches the threshold.');
const held = [allocate('hi'), allocate('how'), allocate('are')];

console.log('\nThe fourth passes it. The collection runs before `you` is tracked: the others move on.');
held.push(allocate('you'));

console.log('\nA word that refers to itself, and that nobody else holds, cannot die by its count.');
{
  using me = allocate('me');
  heap.setSlot(me.ref, LINK, me.ref);
}
show('release me');
held.push(allocate('ok'), allocate('so'));

console.log('\nThe next collection frees it; `you`, `ok` and `so` move on.');
held.push(allocate('bye'));

console.log('\nWhoever is held by a handle only dies with the handle, whatever the generation.');
held[1]!.release();
show('release how');
for (const word of held) word.release();
show('release all');
