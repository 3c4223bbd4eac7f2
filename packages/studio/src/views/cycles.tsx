import type { CycleGroup } from '@uroboros/instruments';
import { placeOfStep } from '../parts/names.js';
import { cycles, goTo, run } from '../state/studio.js';
import { texts } from '../texts.js';

/** The cycles of the run, by their shape, and the reference to make weak so that there are none. */
export function Cycles() {
  const t = texts.value;
  const report = cycles.value;
  if (report === undefined) return null;
  const own = report.groups.filter(({ inLibrary, path }) => !inLibrary && path.length > 0);
  return (
    <section class="cycles" id="cycles" aria-label={t.cycles}>
      <h3>{t.cycles}</h3>
      {own.length === 0 && <p class="quiet">{t.noCycles}</p>}
      <ul>
        {own.slice(0, MOST_GROUPS).map((group) => (
          <Group key={`${group.state} ${pathText(group)}`} group={group} />
        ))}
      </ul>
      {own.length > MOST_GROUPS && <p class="quiet">{t.moreFields(own.length - MOST_GROUPS)}</p>}
    </section>
  );
}

const MOST_GROUPS = 12;

const pathText = ({ path }: CycleGroup): string =>
  `${path.map(({ from, by }) => `${from}${by}`).join(' → ')} → ${path[0]?.from ?? ''}`;

function Group({ group }: { group: CycleGroup }) {
  const t = texts.value;
  const { state, cycles: count, objects, closedAt, closing } = group;
  const moment = run.value?.steps.notes[closedAt];
  return (
    <li>
      <p>
        <strong>{t.cycleCount(count, objects)}</strong> <span class="quiet">{t.cycleStates[state]}</span>
      </p>
      <p class="path">{pathText(group)}</p>
      {moment !== undefined && (
        <p>
          <button type="button" class="link" onClick={() => goTo(moment)}>
            {t.cycleClosed(placeOfStep(closedAt))}
          </button>
        </p>
      )}
      {closing !== undefined && (
        <p class="cut">
          <span aria-hidden="true">✂</span> {t.cycleWeak(`${closing.from}${closing.by}`)}
        </p>
      )}
    </li>
  );
}
