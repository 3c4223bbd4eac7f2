import type { Ref } from '@uroboros/heap';
import { forEachEdge } from '../read/edges.js';
import { forEachStackSlot } from '../read/frames.js';
import { type Holder, type Moment, RUNTIME } from '../read/moment.js';
import { ObjectGraph } from './graph.js';

/** One link of a chain: who holds the next object, and how. */
export interface Link {
  readonly object: Ref;
  readonly holder: Holder;
}

/** Why an object is alive. */
export interface WhyAlive {
  readonly object: Ref;
  /** The shortest chain that begins at a name or at the stack: the last link holds the object. Empty: nothing that runs reaches it. */
  readonly chain: readonly Link[];
  /** All who hold the object and are themselves reached: they would all have to let go. */
  readonly holders: readonly Holder[];
  /** Those who hold it and are themselves out of reach: parts of a dead cycle. */
  readonly deadHolders: readonly Holder[];
  /** The reference whose end would end the object, if there is one. */
  readonly cut: Link | undefined;
}

/** The shortest chain from something the program can name to an object, and what would have to go. */
export function whyAlive(moment: Moment, object: Ref): WhyAlive {
  const graph = new ObjectGraph(moment, true);
  const target = graph.numberOf(object);
  const { starts, holders: startHolders } = startsOf(moment, graph);
  const parents = graph.reach(starts);
  const all = moment.count(object).holders;
  const isReached = ({ owner }: Holder): boolean => owner === 0 || parents[graph.numberOf(owner)] !== -1;
  const holders = all.filter(isReached);
  const chain = target < 0 || parents[target] === -1 ? [] : chainTo(moment, graph, parents, startHolders, target);
  return {
    object,
    chain,
    holders,
    deadHolders: all.filter((holder) => !isReached(holder)),
    cut: cutOf(moment, graph, starts, chain, target),
  };
}

/**
 * Where chains begin: slots of the stack and dictionaries of modules, which have names; then whatever the runtime holds for itself.
 */
function startsOf(moment: Moment, graph: ObjectGraph): { starts: Int32Array; holders: Map<number, Holder> } {
  const starts: number[] = [];
  const holders = new Map<number, Holder>();
  for (const dict of moment.modules().keys()) {
    const n = graph.numberOf(dict);
    if (n >= 0) starts.push(n);
  }
  forEachStackSlot(moment.heap, moment.frames, (word, target, frame) => {
    const n = graph.numberOf(target);
    if (n < 0 || holders.has(n) || starts.includes(n)) return;
    holders.set(n, moment.slotHolder(word, frame));
    starts.push(n);
  });
  for (const n of graph.roots()) starts.push(n);
  return { starts: Int32Array.from(starts), holders };
}

function chainTo(
  moment: Moment,
  graph: ObjectGraph,
  parents: Int32Array,
  startHolders: ReadonlyMap<number, Holder>,
  target: number,
): Link[] {
  const chain: Link[] = [];
  let at = target;
  while (parents[at] !== at) {
    const from = parents[at]!;
    const object = graph.objects[at]! as Ref;
    chain.unshift({ object, holder: edgeBetween(moment, graph.objects[from]! as Ref, object) });
    at = from;
  }
  const start = startHolders.get(at);
  const object = graph.objects[at]! as Ref;
  if (start !== undefined) chain.unshift({ object, holder: start });
  else if (chain.length === 0) chain.unshift({ object, holder: { ...RUNTIME, text: 'the runtime' } });
  return chain;
}

function edgeBetween(moment: Moment, owner: Ref, object: Ref): Holder {
  let found: Holder | undefined;
  forEachEdge(moment.heap, owner, (target, edge, word) => {
    if (target === object && found === undefined) found = moment.edgeHolder(owner, edge, word);
  });
  return found ?? moment.edgeHolder(owner, { t: 'inside' }, 0);
}

/** The link nearest to the object without which nothing would reach it: the only one from its owner, and on every way from a start. */
function cutOf(
  moment: Moment,
  graph: ObjectGraph,
  starts: Int32Array,
  chain: readonly Link[],
  target: number,
): Link | undefined {
  for (const link of [...chain].reverse()) {
    const same = moment.count(link.object).holders.filter(({ owner }) => owner === link.holder.owner);
    if (same.length > 1) continue;
    const to = graph.numberOf(link.object);
    if (link.holder.owner === 0) {
      const rest = starts.filter((start) => start !== to);
      if (graph.reach(rest)[target] === -1) return link;
      continue;
    }
    const from = graph.numberOf(link.holder.owner);
    if (graph.reach(starts, [from, to])[target] === -1) return link;
  }
  return undefined;
}
