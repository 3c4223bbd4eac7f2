import { findCycles, listCollections, memoryReport, type Session } from '@uroboros/instruments';

/** The report for programs: everything that `uroboros report` tells, with lines in place of steps. */
export function jsonReport(session: Session): unknown {
  const { recording, timeline } = session;
  const lineAt = (step: number) => session.lineOf(step);
  const { peakStep, ...memory } = memoryReport(session);
  return {
    program: recording.info,
    end: recording.end ?? null,
    damage: recording.damage?.message ?? null,
    steps: timeline.steps,
    notes: recording.notes,
    output: recording.told.flatMap((told) => (told.t === 'output' ? [{ stream: told.stream, text: told.text }] : [])),
    memory: { ...memory, peakAt: lineAt(peakStep) },
    collections: listCollections(session).map(({ step, ...each }) => ({ ...each, at: lineAt(step) })),
    cycles: findCycles(session).groups.map(({ closedAt, ...group }) => ({ ...group, closedAt: lineAt(closedAt) })),
  };
}
