import type { Ref } from '@uroboros/heap';
import {
  collectionView,
  countSeries,
  findCycles,
  firstChoice,
  generationsView,
  memoryView,
  momentView,
  parsePlace,
  Recording,
  runView,
  Session,
  whyView,
} from '@uroboros/instruments';
import { unpackerOf } from './inflate.js';
import type { Answered, Asked, Look, Opened, Question, Questions } from './messages.js';

/** The worker that reads a recording and answers what the page asks about it. */

let session: Session | undefined;

const ANSWERS: {
  readonly [Q in Question]: (ask: Questions[Q]['ask']) => Questions[Q]['answer'] | Promise<Questions[Q]['answer']>;
} = {
  open: ({ recording, place }) => open(recording, place),
  look: (ask) => look(opened(), ask),
  series: ({ object, note }) => countSeries(opened(), object as Ref, note),
  cycles: () => findCycles(opened()),
};

function opened(): Session {
  if (session === undefined) throw new Error('no recording is open');
  return session;
}

async function open(parts: readonly Uint8Array[], place: string | undefined): Promise<Opened> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  session = new Session(new Recording(bytes, await unpackerOf(bytes)));
  const first = firstChoice(session, place === undefined ? undefined : parsePlace(place));
  return { run: runView(session), first };
}

function look(current: Session, { note, chosen, collection, parts }: Questions['look']['ask']): Look {
  const object = (chosen?.object ?? 0) as Ref;
  const moment = momentView(current, note, object);
  return {
    moment,
    why: object === 0 ? undefined : whyView(current, object, note),
    lanes: parts.includes('generations') ? generationsView(current, note) : undefined,
    memory: parts.includes('memory') ? memoryView(current, note) : undefined,
    collection: parts.includes('collection') ? collectionView(current, collection) : undefined,
  };
}

async function answer({ id, question, ask }: Asked): Promise<void> {
  let answered: Answered;
  try {
    answered = {
      id,
      answer: await (ANSWERS[question] as (ask: unknown) => Promise<NonNullable<Answered['answer']>>)(ask),
    };
  } catch (error) {
    answered = { id, error: error instanceof Error ? error.message : String(error) };
  }
  self.postMessage(answered);
}

/** One after the other: a session stands at one moment. */
let last = Promise.resolve();
self.onmessage = ({ data }: MessageEvent<Asked>) => {
  last = last.then(() => answer(data));
};
