import type { Ref } from '@uroboros/heap';
import { noArgs } from '../../objects/native.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import type { NativeTypeDefinition } from '../native-type.js';
import type { Engine } from './engine.js';
import { newMatch } from './match-object.js';
import { match, Outcome } from './matcher.js';
import type { Program } from './program.js';
import { search } from './search.js';
import { acquireEngine, programFor, releaseEngine, ScannerField, sreState } from './state.js';
import { beginText, endText, raiseOutcome, releaseText, type Subject } from './subject.js';

/** _sre.SRE_Scanner: one match after the other of a pattern in a text. */

/** pattern.scanner(string, from, to). The text stays lent until the scanner dies. */
export function newScanner(rt: Runtime, pattern: Ref, string: Ref, from: number, to: number): Maybe {
  const engine = acquireEngine(rt);
  const subject = beginText(rt, engine, pattern, string, from, to);
  const start = engine.start - engine.begin;
  releaseEngine(rt);
  if (subject === undefined) return 0;
  const scanner = rt.heap.objects.allocate(sreState(rt).scanner.typeId);
  if (scanner === 0) {
    endText(rt, subject);
    return rt.noMemory();
  }
  const { i32 } = rt;
  i32[scanner + ScannerField.Pattern] = rt.incref(pattern);
  i32[scanner + ScannerField.String] = rt.incref(string);
  i32[scanner + ScannerField.Start] = start;
  i32[scanner + ScannerField.Position] = subject.position;
  i32[scanner + ScannerField.EndPosition] = subject.endPosition;
  i32[scanner + ScannerField.Exported] = subject.exported ? 1 : 0;
  rt.heap.objects.track(scanner);
  return scanner;
}

type Find = (engine: Engine, program: Program) => Outcome;

/** The next match, or None at the end. */
function next(rt: Runtime, scanner: Ref, find: Find): Maybe {
  const { i32 } = rt;
  if (i32[scanner + ScannerField.Executing] !== 0) {
    return rt.raise('ValueError', 'regular expression scanner already executing');
  }
  if (i32[scanner + ScannerField.Start]! < 0) return rt.none();
  const engine = acquireEngine(rt);
  i32[scanner + ScannerField.Executing] = 1;
  const result = findNext(rt, scanner, engine, find);
  i32[scanner + ScannerField.Executing] = 0;
  releaseEngine(rt);
  return result;
}

function findNext(rt: Runtime, scanner: Ref, engine: Engine, find: Find): Maybe {
  const { i32 } = rt;
  const pattern = i32[scanner + ScannerField.Pattern]! as Ref;
  const string = i32[scanner + ScannerField.String]! as Ref;
  const position = i32[scanner + ScannerField.Position]!;
  const endPosition = i32[scanner + ScannerField.EndPosition]!;
  const subject = beginText(rt, engine, pattern, string, position, endPosition);
  if (subject === undefined) return 0;
  engine.start = engine.begin + i32[scanner + ScannerField.Start]!;
  engine.at = engine.start;
  engine.mustAdvance = i32[scanner + ScannerField.MustAdvance] !== 0;
  const outcome = find(engine, programFor(rt, pattern));
  const result = scanned(rt, scanner, pattern, engine, subject, outcome);
  endText(rt, subject);
  return result;
}

/** Notes where to go on, and makes the result. */
function scanned(rt: Runtime, scanner: Ref, pattern: Ref, engine: Engine, subject: Subject, outcome: Outcome): Maybe {
  const { i32 } = rt;
  if (outcome === Outcome.Success) {
    i32[scanner + ScannerField.MustAdvance] = engine.at === engine.start ? 1 : 0;
    i32[scanner + ScannerField.Start] = engine.at - engine.begin;
    return newMatch(rt, pattern, engine, subject);
  }
  if (outcome !== Outcome.Failure) return raiseOutcome(rt, outcome);
  i32[scanner + ScannerField.Start] = -1;
  return rt.none();
}

export const scannerType: NativeTypeDefinition = {
  name: '_sre.SRE_Scanner',
  final: true,
  layout: (rt) => ({
    basicSize: rt.profile.versionInfo[1] < 13 ? 240 : 248,
    gc: true,
    slots: [16],
    hiddenSlots: [56],
    tearDown: (scanner) => {
      const string = rt.i32[scanner + ScannerField.String]! as Maybe;
      if (string !== 0) releaseText(rt, string, rt.i32[scanner + ScannerField.Exported] !== 0);
      rt.i32[scanner + ScannerField.Exported] = 0;
    },
  }),
  slots: { new: (rt) => rt.raise('TypeError', "cannot create '_sre.SRE_Scanner' instances") },
  methods: [
    noArgs('match', (rt, self) => next(rt, self, (engine, program) => match(engine, program, 0, true))),
    noArgs('search', (rt, self) => next(rt, self, search)),
  ],
  members: [{ name: 'pattern', word: ScannerField.Pattern, readonly: true }],
};
