import type { CustomPart, Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import {
  dictEntries,
  dictInsertHashed,
  dictKeyAt,
  dictLookupHashed,
  dictPart,
  dictRemoveEntry,
  dictSetHashed,
  dictValueAt,
  keysOf,
  LOOKUP_FAILED,
} from '../../objects/dict.js';
import { logSize } from '../../objects/dictkeys.js';
import { hashKey } from '../../objects/hash-key.js';
import { clearWords } from '../../objects/words.js';
import type { Runtime } from '../../runtime/runtime.js';

/**
 * OrderedDict: a dict, and a list of its keys in both directions.
 *
 * A node of the list counts a reference to its key. The table of nodes has the dictionary's number of places and finds the node of
 * an entry by the entry's number; when the dictionary has moved to a larger table, so do the nodes.
 */
export const enum OdictField {
  NodeTable = 14,
  /** The dictionary's keys object that the table of nodes belongs to. */
  KeysSeen = 16,
  State = 18,
  First = 20,
  Last = 22,
  Dict = 24,
}

/** A node, 32 bytes. */
export const enum Node {
  Key = 0,
  Next = 4,
  Previous = 6,
  Bytes = 32,
}

function unlink(rt: Runtime, od: Ref, node: number): void {
  const i32 = rt.i32;
  const next = i32[node + Node.Next]!;
  const previous = i32[node + Node.Previous]!;
  if (previous === 0) i32[od + OdictField.First] = next;
  else i32[previous + Node.Next] = next;
  if (next === 0) i32[od + OdictField.Last] = previous;
  else i32[next + Node.Previous] = previous;
  i32[od + OdictField.State] = i32[od + OdictField.State]! + 1;
}

function linkLast(rt: Runtime, od: Ref, node: number): void {
  const i32 = rt.i32;
  const last = i32[od + OdictField.Last]!;
  i32[node + Node.Next] = 0;
  i32[node + Node.Previous] = last;
  if (last === 0) i32[od + OdictField.First] = node;
  else i32[last + Node.Next] = node;
  i32[od + OdictField.Last] = node;
  i32[od + OdictField.State] = i32[od + OdictField.State]! + 1;
}

function linkFirst(rt: Runtime, od: Ref, node: number): void {
  const i32 = rt.i32;
  const first = i32[od + OdictField.First]!;
  i32[node + Node.Previous] = 0;
  i32[node + Node.Next] = first;
  if (first === 0) i32[od + OdictField.Last] = node;
  else i32[first + Node.Previous] = node;
  i32[od + OdictField.First] = node;
  i32[od + OdictField.State] = i32[od + OdictField.State]! + 1;
}

/** Puts a node at one of the ends. */
export function moveNode(rt: Runtime, od: Ref, node: number, toEnd: boolean): void {
  unlink(rt, od, node);
  if (toEnd) linkLast(rt, od, node);
  else linkFirst(rt, od, node);
}

/** Brings the table of nodes up to the dictionary's: entries keep their order when a dictionary moves. False without memory. */
function syncTable(rt: Runtime, od: Ref): boolean {
  const i32 = rt.i32;
  const keys = keysOf(rt, od);
  if (i32[od + OdictField.KeysSeen] === keys) return true;
  const places = 1 << logSize(rt, keys);
  const table = rt.heap.blocks.malloc(8 * places);
  if (table === 0) {
    rt.noMemory();
    return false;
  }
  clearWords(rt.f64, table, table + 2 * places);
  const before = i32[od + OdictField.NodeTable]!;
  const placesBefore = i32[od + OdictField.NodeTable + 1]!;
  const entries = dictEntries(rt, od);
  let at = 0;
  for (let entry = 0; before !== 0 && entry < entries; entry++) {
    if (dictValueAt(rt, od, entry) === 0) continue;
    while (at < placesBefore && i32[before + 2 * at] === 0) at++;
    if (at === placesBefore) break;
    const node = i32[before + 2 * at]!;
    if (i32[node + Node.Key] !== dictKeyAt(rt, od, entry)) break;
    i32[table + 2 * entry] = node;
    at++;
  }
  if (before !== 0) rt.heap.blocks.free(before);
  i32[od + OdictField.NodeTable] = table;
  i32[od + OdictField.NodeTable + 1] = places;
  i32[od + OdictField.KeysSeen] = keys;
  return true;
}

/** The node of an entry; 0 if the dictionary was changed behind the back of the list. */
export function nodeOfEntry(rt: Runtime, od: Ref, entry: number): number {
  const i32 = rt.i32;
  const key = dictKeyAt(rt, od, entry);
  if (i32[od + OdictField.KeysSeen] === keysOf(rt, od) && entry < i32[od + OdictField.NodeTable + 1]!) {
    const node = i32[i32[od + OdictField.NodeTable]! + 2 * entry]!;
    if (node !== 0 && i32[node + Node.Key] === key) return node;
  }
  let node = i32[od + OdictField.First]!;
  while (node !== 0 && i32[node + Node.Key] !== key) node = i32[node + Node.Next]!;
  return node;
}

/** Stores a value under a key that the caller keeps alive; false on error. */
export function odictSet(rt: Runtime, od: Ref, key: Ref, value: Ref): boolean {
  if (!hashKey(rt, key)) return false;
  const { hashLow, hashHigh } = rt;
  const entry = dictLookupHashed(rt, od, key, hashLow, hashHigh);
  if (entry === LOOKUP_FAILED) return false;
  if (entry >= 0) return dictSetHashed(rt, od, key, hashLow, hashHigh, value);
  return odictInsert(rt, od, key, hashLow, hashHigh, value);
}

/** Adds a key that is not there. */
export function odictInsert(rt: Runtime, od: Ref, key: Ref, low: number, high: number, value: Ref): boolean {
  const node = rt.heap.blocks.malloc(Node.Bytes);
  if (node === 0) {
    rt.noMemory();
    return false;
  }
  if (!dictInsertHashed(rt, od, key, low, high, value) || !syncTable(rt, od)) {
    rt.heap.blocks.free(node);
    return false;
  }
  rt.i32[node + Node.Key] = rt.incref(key);
  rt.i32[rt.i32[od + OdictField.NodeTable]! + 2 * (dictEntries(rt, od) - 1)] = node;
  linkLast(rt, od, node);
  return true;
}

/** Takes an entry out; its value is the caller's. */
export function odictTake(rt: Runtime, od: Ref, entry: number): Ref {
  const i32 = rt.i32;
  const node = nodeOfEntry(rt, od, entry);
  let key: Ref | 0 = 0;
  if (node !== 0) {
    unlink(rt, od, node);
    if (i32[od + OdictField.KeysSeen] === keysOf(rt, od)) i32[i32[od + OdictField.NodeTable]! + 2 * entry] = 0;
    else forgetNode(rt, od, node);
    key = i32[node + Node.Key]! as Ref;
    rt.heap.blocks.free(node);
  }
  if (key !== 0) rt.hold(key);
  const value = dictRemoveEntry(rt, od, entry);
  if (key === 0) return value;
  rt.unhold();
  rt.hold(value);
  rt.decref(key);
  return rt.unhold();
}

/** The table of nodes is not up to date: the node is looked for in it. */
function forgetNode(rt: Runtime, od: Ref, node: number): void {
  const table = rt.i32[od + OdictField.NodeTable]!;
  const places = table === 0 ? 0 : rt.i32[od + OdictField.NodeTable + 1]!;
  for (let i = 0; i < places; i++) if (rt.i32[table + 2 * i] === node) rt.i32[table + 2 * i] = 0;
}

function forEachNode(rt: Runtime, od: Ref, visit: (node: number) => void): void {
  let node = rt.i32[od + OdictField.First]!;
  while (node !== 0) {
    const next = rt.i32[node + Node.Next]!;
    visit(node);
    node = next;
  }
}

/** How the collector and the deallocator see an OrderedDict: the keys of the list, then the dictionary. */
export function odictPart(rt: Runtime): CustomPart {
  const dict = dictPart(rt);
  const takeNodes = (od: Ref, take: (key: Ref) => void): void => {
    forEachNode(rt, od, (node) => {
      take(rt.i32[node + Node.Key]! as Ref);
      rt.heap.blocks.free(node);
    });
    rt.i32[od + OdictField.First] = 0;
    rt.i32[od + OdictField.Last] = 0;
    rt.i32[od + OdictField.KeysSeen] = 0;
    rt.i32[od + OdictField.State] = rt.i32[od + OdictField.State]! + 1;
    if (rt.i32[od + OdictField.NodeTable] !== 0) rt.heap.blocks.free(rt.i32[od + OdictField.NodeTable]!);
    rt.i32[od + OdictField.NodeTable] = 0;
    rt.i32[od + OdictField.NodeTable + 1] = 0;
  };
  return {
    traverse: (od, visit) => {
      forEachNode(rt, od, (node) => visit(rt.i32[node + Node.Key]! as Ref));
      dict.traverse(od, visit);
    },
    traverseHidden: (od, visit) => dict.traverseHidden!(od, visit),
    // A dying one drops its list first, one that is cleared its dictionary.
    detach: (od, take) => {
      if (rt.i32[od + Header.Refcnt]! > 0) {
        dict.detach(od, take);
        takeNodes(od, take);
      } else {
        takeNodes(od, take);
        dict.detach(od, take);
      }
    },
    blocks: (od, visit) => {
      dict.blocks(od, visit);
      forEachNode(rt, od, visit);
      if (rt.i32[od + OdictField.NodeTable] !== 0) visit(rt.i32[od + OdictField.NodeTable]!);
    },
    freeBlocks: (od) => dict.freeBlocks(od),
  };
}
