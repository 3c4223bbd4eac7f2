import type { Ref } from '@uroboros/heap';
import { matchStar, remainder } from '../objects/exception-group.js';
import { listAppend, listItem, listSize, newList } from '../objects/list.js';
import { dropValues, exceptionMatches, leaveHandler } from './errors.js';
import { SLOT, State } from './frame.js';
import type { Maybe, Runtime } from './runtime.js';

/** The slots of a landing pad of except*, from its own. */
const enum Pad {
  Exception = SLOT,
  Raised = 2 * SLOT,
  Rest = 3 * SLOT,
  End = 4 * SLOT,
}

/** The functions that compiled except* clauses call; `at` is the word of the landing pad's first slot. */
export function exceptStarHelpers(rt: Runtime): Record<string, unknown> {
  const { i32 } = rt;
  return {
    starBegin: (at: number): boolean => {
      const list = newList(rt, 0);
      if (list === 0) return false;
      i32[at + Pad.Raised] = list;
      i32[at + Pad.Rest] = rt.incref(i32[at + Pad.Exception]! as Ref);
      return true;
    },
    /** The part that matches takes the place of the type: 1, 0 if there is none, or −1 on error. */
    starMatch: (at: number, wantedAt: number): number => {
      const wanted = i32[wantedAt]! as Ref;
      const match = matchStar(rt, at + Pad.Rest, wanted, (exception) => exceptionMatches(rt, exception, wanted));
      if (match === 0) return -1;
      const found = match !== rt.None;
      rt.replace(wantedAt, found ? match : 0);
      if (found) rt.replace(rt.state + State.Handled, rt.incref(match));
      else rt.decref(match);
      return found ? 1 : 0;
    },
    starRaised: (fp: number, at: number): void => {
      const error = rt.takeError();
      i32[rt.state + State.TracebackDone] = 0;
      rt.hold(error);
      dropValues(rt, fp, at + Pad.End, rt.top() - SLOT);
      if (listAppend(rt, i32[at + Pad.Raised]! as Ref, error)) rt.i32[rt.top() - SLOT] = 0;
      rt.releaseTo(rt.top() - SLOT);
    },
    /** 0: all was handled. 1: what remains has been set as the exception on its way. −1 on error. */
    starEnd: (at: number): number => {
      const list = i32[at + Pad.Raised]! as Ref;
      if (!listAppend(rt, list, rt.incref(i32[at + Pad.Rest]! as Ref))) return -1;
      const raised = Array.from({ length: listSize(rt, list) }, (_, i) => listItem(rt, list, i));
      const left: Maybe = remainder(rt, i32[at + Pad.Exception]! as Ref, raised);
      if (left === 0) return -1;
      rt.hold(left);
      for (let word = at + Pad.Rest; word >= at + Pad.Exception; word -= SLOT) rt.replace(word, 0);
      leaveHandler(rt, at);
      const again = rt.unhold();
      if (again === rt.None) {
        rt.decref(again);
        return 0;
      }
      rt.setError(again);
      i32[rt.state + State.TracebackDone] = 1;
      return 1;
    },
  };
}
