import type { Ref } from '@uroboros/heap';
import { emptyBytes } from '../../objects/bytes.js';
import { intNumber } from '../../objects/int.js';
import { keywords, noArgs, oneArg } from '../../objects/native.js';
import { isStr } from '../../objects/str.js';
import { isTuple, tupleItem, tupleOf, tupleSize } from '../../objects/tuple.js';
import type { Maybe, Runtime } from '../../runtime/runtime.js';
import { allocInstance } from '../../runtime/types.js';
import type { NativeTypeDefinition } from '../native-type.js';
import { initialize } from './fileio.js';
import { kindsOf, translate } from './newlines.js';
import { States } from './states.js';
import { kindsObject } from './textio.js';

/** IncrementalNewlineDecoder: newlines of texts that come in pieces. */

interface Progress {
  readonly translates: boolean;
  pendingCr: boolean;
  kinds: number;
}

const DECODER = 4;
const states = new States<Progress>();

const init = keywords('IncrementalNewlineDecoder', "self, decoder, translate, errors='strict'", (rt, values) => {
  const [self, decoder, translates] = values as Ref[];
  const answer = rt.isTrue(translates!);
  if (answer < 0) return 0;
  states.set(rt, self!, { translates: answer === 1, pendingCr: false, kinds: 0 });
  rt.replace(self! + DECODER, rt.incref(decoder!));
  return rt.none();
});

/** The input as text: decoded, if there is a decoder; owned. */
function decoded(rt: Runtime, self: Ref, input: Ref, final: boolean): Maybe {
  const decoder = rt.i32[self + DECODER]! as Ref;
  if (decoder === rt.None) return rt.incref(input);
  return rt.callMethod(decoder, 'decode', input, final ? rt.True : rt.False);
}

const decode = keywords('decode', 'self, input, final=False', (rt, values) => {
  const [self, input, finalRef] = values as [Ref, Ref, Maybe];
  const state = states.get(rt, self);
  if (state === undefined) return rt.raise('ValueError', 'IncrementalNewlineDecoder.__init__() not called');
  const final = finalRef !== 0 && rt.isTrue(finalRef) === 1;
  const made = decoded(rt, self, input, final);
  if (made === 0) return 0;
  if (!isStr(rt, made)) return rt.wrongResult(made, "decoder should return a string result, not '%s'");
  let text = (state.pendingCr ? '\r' : '') + rt.text(made);
  rt.decref(made);
  state.pendingCr = false;
  // A carriage return at the end waits for what follows it.
  if (text.endsWith('\r') && !final) {
    text = text.slice(0, -1);
    state.pendingCr = true;
  }
  state.kinds |= kindsOf(text);
  return rt.str(state.translates ? translate(text) : text);
});

export const newlineDecoderType: NativeTypeDefinition = {
  name: '_io.IncrementalNewlineDecoder',
  doc: 'Codec used when reading a file in universal newlines mode.',
  layout: (rt) => ({
    basicSize: 40,
    gc: true,
    slots: [DECODER * 4],
    tearDown: (object) => states.forget(rt, object),
  }),
  slots: {
    new: (rt, type) => allocInstance(rt, type),
    init: (rt, self, args, count, kwnames) => initialize(rt, init, self, args, count, kwnames),
  },
  methods: [
    decode,
    noArgs('reset', (rt, self) => {
      const state = states.get(rt, self);
      if (state !== undefined) {
        state.pendingCr = false;
        state.kinds = 0;
      }
      const decoder = rt.i32[self + DECODER]! as Maybe;
      return decoder === 0 || decoder === rt.None ? rt.none() : rt.callMethod(decoder, 'reset');
    }),
    noArgs('getstate', (rt, self) => {
      const pending = states.get(rt, self)?.pendingCr ? 1 : 0;
      const bytes = emptyBytes(rt);
      const pair = tupleOf(rt, bytes, rt.smallInt(pending));
      rt.decref(bytes);
      return pair;
    }),
    oneArg('setstate', (rt, self, value) => {
      const state = states.get(rt, self);
      if (!isTuple(rt, value) || tupleSize(rt, value) !== 2) {
        return rt.raise('TypeError', 'state argument must be a tuple');
      }
      if (state !== undefined) state.pendingCr = (intNumber(rt, tupleItem(rt, value, 1)) & 1) === 1;
      return rt.none();
    }),
  ],
  attributes: [{ name: 'newlines', get: (rt, self) => kindsObject(rt, states.get(rt, self)?.kinds ?? 0) }],
};
