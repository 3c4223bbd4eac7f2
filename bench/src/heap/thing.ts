import { MemPool } from '@thi.ng/malloc';
import type { BenchRequest } from '../harness/contender.js';
import { serve } from '../harness/serve.js';
import { churnSequence, churnThrough, lifoThrough } from './churn-sequence.js';

/** @thi.ng/malloc's side: a pool on a buffer as large as ours, aligned like ours. */
function pool(request: BenchRequest): MemPool {
  const fast = request['fast'] === true;
  return new MemPool({ size: Number(request['bytes']), align: 16, compact: !fast, split: !fast });
}

serve({
  'malloc-churn': (request) => {
    const memory = pool(request);
    return [
      churnThrough(
        churnSequence(request),
        (bytes) => memory.malloc(bytes),
        (block) => memory.free(block),
      ),
    ];
  },
  'malloc-lifo': (request) => {
    const memory = pool(request);
    return [
      lifoThrough(
        churnSequence(request),
        (bytes) => memory.malloc(bytes),
        (block) => memory.free(block),
      ),
    ];
  },
});
