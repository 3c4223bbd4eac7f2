import type { GenerationLane, ObjectView, RunView } from '@uroboros/instruments';
import { countText, namesOf, placeOf } from '../parts/names.js';
import { choose, chosen, collection, goTo, look, note, run } from '../state/studio.js';
import { texts } from '../texts.js';

/** The collector's generations, and what a collection does pass by pass. */
export function Generations() {
  const t = texts.value;
  const lanes = look.value?.lanes;
  if (lanes === undefined) return <p class="quiet">{t.looking}</p>;
  return (
    <div class="generations">
      <div class="lanes">
        {lanes.map((lane) => (
          <Lane key={lane.generation} lane={lane} />
        ))}
      </div>
      <Collection />
    </div>
  );
}

function Lane({ lane: { generation, own, ownCount, others } }: { lane: GenerationLane }) {
  const t = texts.value;
  return (
    <section class={`lane lane-${generation}`} data-generation={generation} data-own={ownCount}>
      <h3>{t.generation(generation)}</h3>
      <p class="quiet">{t.generationNote[generation] ?? ''}</p>
      <ul>
        {own.map((view) => (
          <li key={view.object}>
            <Chip view={view} />
          </li>
        ))}
        {ownCount > own.length && <li class="quiet">{t.moreInLane(ownCount - own.length)}</li>}
      </ul>
      <p class="quiet foot">{t.lane(ownCount, others)}</p>
    </section>
  );
}

function Chip({ view }: { view: ObjectView }) {
  const [name] = namesOf(view.object);
  const title = name === undefined ? view.title : `${name}: ${view.title}`;
  return (
    <button
      type="button"
      class={`chip ${view.object === chosen.value?.object ? 'chosen' : ''} ${view.unreachable ? 'lost' : ''}`}
      aria-pressed={view.object === chosen.value?.object}
      onClick={() => choose(view.object)}
    >
      <span>{title}</span>
      <span class="pill">×{countText(view)}</span>
    </button>
  );
}

type CollectionOfRun = RunView['collections'][number];

function Collection() {
  const t = texts.value;
  const report = run.value?.collections[collection.value];
  if (report === undefined) return <p class="notice">{t.noCollection}</p>;
  const isRunning = note.value >= report.start && note.value <= report.stop;
  return (
    <section class="collection" aria-label={t.collection(report.number, report.generation)}>
      <h3>
        {t.collection(report.number, report.generation)}{' '}
        <span class="quiet">{isRunning ? t.collectionRuns : t.collectionOver}</span>
      </h3>
      <p>
        {t.triggers[report.trigger]}, {placeOf(report.start)}: {t.collectionResult(report.examined, report.unreachable)}
      </p>
      {isRunning ? (
        <Passes report={report} />
      ) : (
        <button type="button" class="small" id="to-collection" onClick={() => goTo(report.start)}>
          {t.toCollection}
        </button>
      )}
      <Looked at={isRunning ? passAt(report) : report.passes.length} report={report} />
    </section>
  );
}

/** How many passes are over at the moment shown. */
function passAt({ passes }: CollectionOfRun): number {
  return passes.filter(({ note: at }) => at < note.value).length;
}

function Passes({ report }: { report: CollectionOfRun }) {
  const t = texts.value;
  const { passes, start, stop } = report;
  const at = passAt(report);
  const name = at === 0 ? 'begin' : passes[at - 1]!.name;
  const [title, what] = t.passes[name]!;
  const moments = [start, ...passes.map((pass) => Math.min(pass.note + 1, stop))];
  return (
    <div class="passes">
      <div class="buttons">
        <button type="button" class="small" id="pass-back" disabled={at === 0} onClick={() => goTo(moments[at - 1])}>
          ‹ {t.passBack}
        </button>
        <button
          type="button"
          class="small"
          id="pass-next"
          disabled={at >= passes.length}
          onClick={() => goTo(moments[at + 1])}
        >
          {t.passNext} ›
        </button>
        <span class="quiet">{t.passOf(at, passes.length)}</span>
      </div>
      <ol class="pass-list">
        {passes.map((pass, n) => (
          <li
            key={pass.note}
            class={n + 1 === at ? 'now' : n + 1 < at ? 'done' : ''}
            aria-current={n + 1 === at ? 'step' : undefined}
          >
            <button type="button" class="link" onClick={() => goTo(moments[n + 1])}>
              {t.passes[pass.name]![0]}
            </button>
          </li>
        ))}
      </ol>
      <p class="pass-text" aria-live="polite">
        <strong>{title}</strong> {what}
      </p>
    </div>
  );
}

/** The program's objects that the collection looks at, as far as it has come. */
function Looked({ at, report }: { at: number; report: CollectionOfRun }) {
  const t = texts.value;
  const view = look.value?.collection;
  if (view === undefined || view.number !== report.number) return null;
  const done = new Set(report.passes.slice(0, at).map(({ name }) => name));
  return (
    <>
      {view.objects.length > 0 && (
        <table class="looked">
          <thead>
            <tr>
              <th scope="col">{t.tableObject}</th>
              <th scope="col">{t.tableCount}</th>
              <th scope="col">gc_refs</th>
              <th scope="col">{t.tableFate}</th>
            </tr>
          </thead>
          <tbody>
            {view.objects.map(({ object, title, count, outside, isReachable }) => (
              <tr key={object} class={object === chosen.value?.object ? 'chosen' : ''}>
                <td>
                  <button type="button" class="link" onClick={() => choose(object)}>
                    {namesOf(object)[0] ?? title}
                  </button>
                </td>
                <td>{count}</td>
                <td>{done.has('subtractRefs') ? `${count} → ${outside}` : done.has('updateRefs') ? count : ''}</td>
                <td class={isReachable ? '' : 'lost'}>
                  {done.has('moveUnreachable') && (isReachable ? t.kept : t.unreachable)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p class="quiet">{t.othersLooked(view.more, view.others)}</p>
    </>
  );
}
