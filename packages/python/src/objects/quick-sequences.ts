import type { Ref } from '@uroboros/heap';
import { Header } from '@uroboros/heap/internal';
import type { Maybe, Runtime } from '../runtime/runtime.js';
import { IntField, ListField, TupleField } from './layout.js';
import { NOT_QUICK } from './quick-types.js';
import { Binary } from './typeobject.js';
import { copyCounted, copyCountedInto } from './words.js';

/**
 * `a + b` of two tuples or two lists and `a * n`, for exact types and results of few items: over constants, without a look at slots. The operands stand
 * in slots. A result, 0 on error, or {@link NOT_QUICK}, and nothing was done.
 */
export type SequenceOperator = (op: Binary, a: Ref, b: Ref) => Maybe | typeof NOT_QUICK;

/** Results of more items are made the general way. */
const FEW = 64;

export function sequenceOperator(rt: Runtime): SequenceOperator {
  const { i32, ids } = rt;
  const { list: listId, tuple: tupleId, smallInt } = ids;
  const { blankTuple, roomyList } = rt.fresh;
  const { objects } = rt.heap;

  const joinTuples = (a: Ref, b: Ref): Maybe | typeof NOT_QUICK => {
    const first = i32[a + Header.Size]!;
    const second = i32[b + Header.Size]!;
    if (first === 0 || second === 0 || first + second > FEW) return NOT_QUICK;
    const joined = blankTuple(first + second);
    if (joined === 0) return rt.noMemory();
    const items = joined + TupleField.Items;
    copyCounted(i32, a + TupleField.Items, first, items);
    copyCounted(i32, b + TupleField.Items, second, items + 2 * first);
    objects.track(joined);
    return joined;
  };

  const repeatTuple = (tuple: Ref, times: number): Maybe | typeof NOT_QUICK => {
    const size = i32[tuple + Header.Size]!;
    const total = size * times;
    if (size === 0 || times < 2 || total > FEW) return NOT_QUICK;
    const repeated = blankTuple(total);
    if (repeated === 0) return rt.noMemory();
    const items = repeated + TupleField.Items;
    for (let done = 0; done < total; done += size) copyCounted(i32, tuple + TupleField.Items, size, items + 2 * done);
    objects.track(repeated);
    return repeated;
  };

  const joinLists = (a: Ref, b: Ref): Maybe | typeof NOT_QUICK => {
    const first = i32[a + Header.Size]!;
    const room = first + i32[b + Header.Size]!;
    if (room === 0 || room > FEW) return NOT_QUICK;
    const joined = roomyList(room);
    if (joined === 0) return 0;
    const items = i32[joined + ListField.Items]!;
    // A collection may meanwhile have run user code that changed the lists: what does not fit is left out.
    const copied = Math.min(first, i32[a + Header.Size]!);
    const more = Math.min(room - copied, i32[b + Header.Size]!);
    copyCountedInto(i32, i32[a + ListField.Items]!, copied, items);
    copyCountedInto(i32, i32[b + ListField.Items]!, more, items + 2 * copied);
    i32[joined + Header.Size] = copied + more;
    return joined;
  };

  return (op, a, b) => {
    const id = i32[a + Header.TypeId]!;
    const other = i32[b + Header.TypeId]!;
    if (op === Binary.Add) {
      if (id !== other) return NOT_QUICK;
      if (id === tupleId) return joinTuples(a, b);
      return id === listId ? joinLists(a, b) : NOT_QUICK;
    }
    const isRepeated = op === Binary.Mult && id === tupleId && other === smallInt;
    return isRepeated ? repeatTuple(a, i32[b + IntField.Value]!) : NOT_QUICK;
  };
}
