import { GEOMETRY_3_8, GEOMETRY_3_9, GEOMETRY_3_10, type PoolGeometry } from './alloc/sizes.js';

/**
 * What differs between versions of CPython's memory manager, as data. Algorithms ask for these knobs by name and never
 * for the version (`docs/version-profiles.md` lists where each was measured).
 */
export interface HeapProfile {
  readonly name: string;
  /** gc.get_threshold() at start. */
  readonly thresholds: readonly [number, number, number];
  /** Where an automatic collection runs: inside the allocation that passes the threshold, or at the next safepoint. */
  readonly trigger: 'allocation' | 'safepoint';
  /** A count whose low word is negative is never changed again (PEP 683). Without it there are no immortal objects. */
  readonly immortal: boolean;
  /** Immortal objects met by a collection leave their generation for the permanent one. */
  readonly dropsImmortals: boolean;
  /** What survives when a finalizer brings objects back: what they reach, or the whole set (to 3.8). */
  readonly resurrection: 'closure' | 'all-or-nothing';
  /** Weak references cleared before finalizers run: every one to the garbage, or those with a callback (3.15). */
  readonly weakrefsClearedFirst: 'all' | 'with-callback';
  /** Dead weak references are cleared again after the finalizers, for those a finalizer made. */
  readonly clearsWeakrefsAgain: boolean;
  readonly geometry: PoolGeometry;
  /**
   * The trashcan: deallocations nested `depth` deep are put off, and taken up again when the nesting has gone down
   * below `resumeBelow`.
   */
  readonly trashcan: { readonly depth: number; readonly resumeBelow: number };
}

const GENERATIONAL_3_9: HeapProfile = {
  name: '3.9',
  thresholds: [700, 10, 10],
  trigger: 'allocation',
  immortal: false,
  dropsImmortals: false,
  resurrection: 'closure',
  weakrefsClearedFirst: 'all',
  clearsWeakrefsAgain: false,
  geometry: GEOMETRY_3_9,
  trashcan: { depth: 50, resumeBelow: 1 },
};

/** The heap's side of the version profiles. */
export const HEAP_PROFILES = {
  '3.8': { ...GENERATIONAL_3_9, name: '3.8', geometry: GEOMETRY_3_8, resurrection: 'all-or-nothing' },
  '3.9': GENERATIONAL_3_9,
  '3.10': { ...GENERATIONAL_3_9, name: '3.10', geometry: GEOMETRY_3_10 },
  '3.11': { ...GENERATIONAL_3_9, name: '3.11', geometry: GEOMETRY_3_10 },
  '3.12': {
    ...GENERATIONAL_3_9,
    name: '3.12',
    geometry: GEOMETRY_3_10,
    trigger: 'safepoint',
    immortal: true,
    dropsImmortals: true,
  },
  '3.13': {
    ...GENERATIONAL_3_9,
    name: '3.13',
    geometry: GEOMETRY_3_10,
    thresholds: [2000, 10, 10],
    trigger: 'safepoint',
    immortal: true,
    dropsImmortals: true,
    trashcan: { depth: 9950, resumeBelow: 9900 },
  },
} as const satisfies Record<string, HeapProfile>;

/** Names of the heap profiles. */
export type HeapProfileName = keyof typeof HEAP_PROFILES;
