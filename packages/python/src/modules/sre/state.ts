import type { Ref } from '@uroboros/heap';
import type { TypeObject } from '../../objects/typeobject.js';
import type { Runtime } from '../../runtime/runtime.js';
import { Engine } from './engine.js';
import type { Program } from './program.js';

/** What the module keeps besides its objects, per runtime. */
export interface SreState {
  readonly rt: Runtime;
  /** The types, as soon as the module is imported. */
  pattern: TypeObject;
  match: TypeObject;
  scanner: TypeObject;
  template: TypeObject;
  /** By the number in a pattern's field `Program`; 0 is not used. */
  readonly programs: (Program | undefined)[];
  readonly freePrograms: number[];
  /** One for each operation that is going on: Python code within one may begin another. */
  readonly engines: Engine[];
  running: number;
}

const states = new WeakMap<Runtime, SreState>();
let recent: SreState | undefined;

export function sreState(rt: Runtime): SreState {
  if (recent !== undefined && recent.rt === rt) return recent;
  let state = states.get(rt);
  if (state === undefined) {
    const none = undefined as unknown as TypeObject;
    state = {
      rt,
      pattern: none,
      match: none,
      scanner: none,
      template: none,
      programs: [undefined],
      freePrograms: [],
      engines: [],
      running: 0,
    };
    states.set(rt, state);
  }
  recent = state;
  return state;
}

/** A matcher for an operation; it goes back by {@link releaseEngine}. */
export function acquireEngine(rt: Runtime): Engine {
  const state = sreState(rt);
  const index = state.running++;
  let engine = state.engines[index];
  if (engine === undefined) {
    engine = new Engine();
    state.engines[index] = engine;
  }
  return engine;
}

export function releaseEngine(rt: Runtime): void {
  const state = sreState(rt);
  state.engines[--state.running]!.shrink();
}

/** PatternObject. */
export const enum PatternField {
  Groups = 6,
  GroupIndex = 8,
  IndexGroup = 10,
  Pattern = 12,
  Flags = 14,
  /** High word of the flags: number of the program. */
  Program = 15,
  WeakList = 16,
  /** 1 for bytes, 0 for str, −1 for none. */
  IsBytes = 18,
  CodeSize = 20,
  Code = 22,
}

/** MatchObject; the boundaries of the groups, the whole match first, follow in 8 bytes each, −1 for none. */
export const enum MatchField {
  String = 6,
  Regs = 8,
  Pattern = 10,
  Position = 12,
  EndPosition = 14,
  LastIndex = 16,
  Groups = 18,
  Marks = 20,
}

/** ScannerObject, as far as its state is kept in it. */
export const enum ScannerField {
  Pattern = 4,
  /** Where the next match is looked for; −1 at the end. */
  Start = 6,
  MustAdvance = 7,
  Position = 8,
  EndPosition = 10,
  Executing = 12,
  /** The object lends its memory. */
  Exported = 13,
  String = 14,
}

/** TemplateObject; then for each group its number and the text behind it, or 0. */
export const enum TemplateField {
  Chunks = 6,
  Literal = 8,
  Items = 10,
}

export function programFor(rt: Runtime, pattern: Ref): Program {
  return sreState(rt).programs[rt.i32[pattern + PatternField.Program]!]!;
}

export function groupsOf(rt: Runtime, pattern: Ref): number {
  return rt.i32[pattern + PatternField.Groups]!;
}
