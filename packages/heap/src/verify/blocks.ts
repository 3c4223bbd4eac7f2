import type { Heap } from '../heap.js';
import { Header, type Ref, Unit } from '../memory/layout.js';
import { Part } from '../objects/types.js';
import type { Inspection } from './inspection.js';
import type { Invariant } from './invariant.js';

/** Who owns the blocks; they need the census. */
export const BLOCK_INVARIANTS: readonly Invariant[] = [
  {
    sentence: 'An object, and its buffer, fit into their blocks',
    findFault: (at) => {
      for (let n = 0; n < at.census.size; n++) {
        const fault = fitFault(at, at.census.at(n));
        if (fault !== undefined) return fault;
      }
      return undefined;
    },
  },
  {
    sentence: 'Every block that somebody owns is in use and has one owner',
    findFault: (at) => claimAll(at),
  },
  {
    sentence: 'Every block in use belongs to a living object, to a free list, or to a declared outside holder',
    findFault: ({ heap, blocks }) => {
      const orphan = blocks.firstOrphan();
      if (orphan === 0) return undefined;
      return `nobody owns the block of ${blocks.bytesOf(orphan)} bytes at ${orphan}: ${describe(heap, orphan)}`;
    },
  },
];

/** Calls back with each block that a living object owns besides its own. */
export function forEachBlockOf(heap: Heap, object: Ref, visit: (block: number) => void): void {
  const typeId = heap.memory.i32[object + Header.TypeId]!;
  const part = heap.types.part[typeId] as Part;
  if (part === Part.Custom) {
    heap.types.spec(typeId).custom!.blocks(object, visit);
    return;
  }
  if (part !== Part.Buffer && part !== Part.Table) return;
  const block = heap.memory.i32[object + heap.types.partWord[typeId]!]!;
  const inline = heap.types.spec(typeId).table?.inlineTable;
  const isInline = inline !== undefined && block === object + inline / Unit.WordBytes;
  if (block !== 0 && !isInline) visit(block);
}

function fitFault({ heap, blocks }: Inspection, object: Ref): string | undefined {
  const typeId = heap.memory.i32[object + Header.TypeId]!;
  const block = heap.objects.blockOf(object);
  const bytes = heap.objects.bytesOf(object) + (object - block) * Unit.WordBytes;
  const has = blocks.bytesOf(blocks.startOf(block));
  if (bytes > has) return `object ${object} needs ${bytes} bytes, its block has ${has}`;
  if (heap.types.part[typeId] !== Part.Buffer) return undefined;
  const buffer = heap.memory.i32[object + heap.types.partWord[typeId]!]!;
  const references = heap.memory.i32[object + Header.Size]!;
  if (references < 0) return `object ${object} has ${references} references in its buffer`;
  if (buffer === 0) return references === 0 ? undefined : `object ${object} has no buffer for ${references} references`;
  if (!blocks.isInUse(blocks.startOf(buffer))) return `the buffer of object ${object}, ${buffer}, is no block in use`;
  const room = Math.trunc(blocks.bytesOf(blocks.startOf(buffer)) / Unit.SlotBytes);
  return references <= room ? undefined : `object ${object} has ${references} references in a buffer for ${room}`;
}

function claimAll({ heap, blocks, census, outside }: Inspection): string | undefined {
  let fault: string | undefined;
  const claim = (word: number, owner: string): void => {
    const block = blocks.startOf(word);
    if (!blocks.isInUse(block)) fault ??= `${owner} owns ${word}, where no block in use starts`;
    else if (!blocks.claim(block)) fault ??= `${owner} owns the block at ${word}, which has an owner already`;
  };
  for (let n = 0; n < census.size && fault === undefined; n++) {
    const object = census.at(n);
    claim(heap.objects.blockOf(object), `object ${object}`);
    forEachBlockOf(heap, object, (block) => claim(block, `object ${object}`));
  }
  heap.objects.freeLists.forEach((object) => {
    claim(heap.objects.blockOf(object), 'a free list');
  });
  heap.clearer.forEachDetached((block) => claim(block, 'an object being cleared'));
  outside.blocks?.((block) => {
    if (block !== 0) claim(block, 'an outside holder');
  });
  return fault;
}

/** What an orphan may have been: a help in the search for who lost it. */
function describe(heap: Heap, block: number): string {
  const i32 = heap.memory.i32;
  for (const word of [block, block + 4, block + 8, block + 12]) {
    const typeId = i32[word + Header.TypeId]!;
    if (!heap.types.has(typeId) || heap.types.prefixWords[typeId] !== word - block) continue;
    return `if it is an object, one of ${heap.types.spec(typeId).name} with count ${i32[word + Header.Refcnt]}`;
  }
  return 'not an object';
}
