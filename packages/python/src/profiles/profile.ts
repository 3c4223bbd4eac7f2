import { HEAP_PROFILES, type HeapProfile } from '@uroboros/heap';
import type { UnicodeVersion } from '../text/unicode-database.js';

/**
 * What differs between versions of Python as far as a program can see it, beyond the heap's own knobs. Algorithms ask for
 * these by name, never for the version.
 */
export interface PythonProfile {
  readonly name: ProfileName;
  /** sys.version_info. */
  readonly versionInfo: readonly [number, number, number];
  readonly heap: HeapProfile;
  /** What keeps static objects alive: a large bias on a count that moves (3.11), or a count that never changes. */
  readonly staticCounts: 'bias' | 'immortal';
  /** Interned strings are immortal (3.12 only). */
  readonly internedImmortal: boolean;
  /** Making an instance whose `__init__` is written in Python moves the arguments; else a tuple holds them meanwhile. */
  readonly movesInitArguments: boolean;
  /** `super().name` in a method makes no super object (3.12), from the second time on. */
  readonly loadsSuperAttributes: boolean;
  /** f(*a, **k) of a Python function lets go of tuple and dictionary before the function runs; else they stay (3.11). */
  readonly movesStarArguments: boolean;
  /** Native recursion counts against the recursion limit (3.11); else it has a limit of its own. */
  readonly oneRecursionLimit: boolean;
  /** sum() of floats carries the rounding errors along (3.12). */
  readonly compensatedSum: boolean;
  /** List, set and dict comprehensions are part of the code around them, not functions (PEP 709). */
  readonly inlinesComprehensions: boolean;
  /** Expressions and statements within each other that the compiler takes; more are a RecursionError. */
  readonly nestingLimit: number;
  /** What fails in the steps of a loop or comprehension is shown at the iterable (3.12); else at the whole of it. */
  readonly showsIterables: boolean;
  /** A jump out of a `with` calls `__exit__` where the manager stands (3.13); else where the statement does. */
  readonly exitsAtManagers: boolean;
  /** generator.close() hands on what the generator returns (3.13). */
  readonly closeReturnsValue: boolean;
  /** The awaitables of asynchronous generators are closed by what ends them, and warn if nobody awaits them (3.13). */
  readonly asyncStepsClose: boolean;
  /** close() where no code has to run leaves the frame, without its locals, to the generator's death (3.13). */
  readonly closeKeepsFrame: boolean;
  /** frame.clear() refuses the frame of a generator that waits; else it closes the generator (3.13). */
  readonly keepsWaitingFrames: boolean;
  /** hasattr and the like make no exception where a module lacks an attribute (3.12); for instances and classes never. */
  readonly quietModuleLookups: boolean;
  /** Class bodies store `__firstlineno__` and `__static_attributes__`; docstrings lose their indentation. */
  readonly describesClasses: boolean;
  /** A failing `__set_name__` gets a note; else RuntimeError is raised from it. */
  readonly notesSetName: boolean;
  /** locals() of a function is a new dictionary each time, and `f_locals` writes through (PEP 667). */
  readonly freshLocals: boolean;
  /** Words of messages and tracebacks that changed. */
  readonly slotlessAttributeText: boolean;
  /** The message about an abstract class quotes the methods' names (3.12). */
  readonly abstractMethodsQuoted: boolean;
  /** The list of str.split() has room for as many pieces as the length of the text allows (3.12); else for twelve. */
  readonly roomByLength: boolean;
  /** sort() takes equal items into a descending run and looks on behind it (3.13); else a run ends at the first other pair. */
  readonly sortsEqualRuns: boolean;
  /** reversed(list) holds the list even at its end (3.13). */
  readonly reversedKeepsList: boolean;
  /** What the module unicodedata tells; the methods of str follow 15.1 in all. 3.12 has 15.0, which lacks 627 ideographs of 15.1. */
  readonly unicodeVersion: UnicodeVersion;
}

/** Names of the profiles. */
export type ProfileName = '3.11' | '3.12' | '3.13';

/** The version profiles. 3.13 is the default; 3.11 is the second that must be exact. */
export const PROFILES: Readonly<Record<ProfileName, PythonProfile>> = {
  '3.11': {
    name: '3.11',
    versionInfo: [3, 11, 7],
    heap: HEAP_PROFILES['3.11'],
    staticCounts: 'bias',
    internedImmortal: false,
    movesInitArguments: false,
    loadsSuperAttributes: false,
    movesStarArguments: false,
    oneRecursionLimit: true,
    compensatedSum: false,
    inlinesComprehensions: false,
    nestingLimit: 2994,
    showsIterables: false,
    exitsAtManagers: false,
    closeReturnsValue: false,
    asyncStepsClose: false,
    closeKeepsFrame: false,
    keepsWaitingFrames: false,
    quietModuleLookups: false,
    notesSetName: false,
    describesClasses: false,
    freshLocals: false,
    slotlessAttributeText: false,
    abstractMethodsQuoted: false,
    roomByLength: false,
    sortsEqualRuns: false,
    reversedKeepsList: false,
    unicodeVersion: '14.0.0',
  },
  '3.12': {
    name: '3.12',
    versionInfo: [3, 12, 1],
    heap: HEAP_PROFILES['3.12'],
    staticCounts: 'immortal',
    internedImmortal: true,
    movesInitArguments: false,
    loadsSuperAttributes: true,
    movesStarArguments: true,
    oneRecursionLimit: false,
    compensatedSum: true,
    inlinesComprehensions: true,
    nestingLimit: 10000,
    showsIterables: true,
    exitsAtManagers: false,
    closeReturnsValue: false,
    asyncStepsClose: false,
    closeKeepsFrame: false,
    keepsWaitingFrames: false,
    quietModuleLookups: true,
    notesSetName: true,
    describesClasses: false,
    freshLocals: false,
    slotlessAttributeText: false,
    abstractMethodsQuoted: true,
    roomByLength: true,
    sortsEqualRuns: false,
    reversedKeepsList: false,
    unicodeVersion: '15.1.0',
  },
  '3.13': {
    name: '3.13',
    versionInfo: [3, 13, 0],
    heap: HEAP_PROFILES['3.13'],
    staticCounts: 'immortal',
    internedImmortal: false,
    movesInitArguments: true,
    loadsSuperAttributes: true,
    movesStarArguments: true,
    oneRecursionLimit: false,
    compensatedSum: true,
    inlinesComprehensions: true,
    nestingLimit: 10000,
    showsIterables: true,
    exitsAtManagers: true,
    closeReturnsValue: true,
    asyncStepsClose: true,
    closeKeepsFrame: true,
    keepsWaitingFrames: true,
    quietModuleLookups: true,
    notesSetName: true,
    describesClasses: true,
    freshLocals: true,
    slotlessAttributeText: true,
    abstractMethodsQuoted: true,
    roomByLength: true,
    sortsEqualRuns: true,
    reversedKeepsList: true,
    unicodeVersion: '15.1.0',
  },
};
