import type { CollectionPass, CollectionTrigger } from '@uroboros/heap';

/** Names that a recording tells by their place in these lists. */
export const PASSES: readonly CollectionPass[] = [
  'merge',
  'updateRefs',
  'subtractRefs',
  'moveUnreachable',
  'untrackTuples',
  'untrackDicts',
  'moveLegacyFinalizers',
  'handleWeakrefs',
  'finalizeGarbage',
  'handleResurrected',
  'deleteGarbage',
  'handleLegacyFinalizers',
];

export const TRIGGERS: readonly CollectionTrigger[] = ['request', 'threshold', 'end'];
