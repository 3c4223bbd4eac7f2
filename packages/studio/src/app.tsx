import { Header } from './parts/header.js';
import { Program } from './parts/program.js';
import { Scrubber } from './parts/scrubber.js';
import { phase, shownRuns, VIEWS, type ViewName, view } from './state/studio.js';
import { texts } from './texts.js';
import { Generations } from './views/generations.js';
import { Memory } from './views/memory.js';
import { Objects } from './views/objects.js';
import { Time } from './views/time.js';
import { Why } from './views/why.js';

const SHOWN: Readonly<Record<ViewName, () => preact.JSX.Element>> = {
  objects: Objects,
  generations: Generations,
  memory: Memory,
  time: Time,
};

/** The page. */
export function App() {
  const t = texts.value;
  const Shown = SHOWN[view.value];
  return (
    <>
      <Header />
      <main class={`work ${phase.value.t}`} data-runs={shownRuns.value}>
        <Program />
        <section class="panel view">
          <div class="tabs" role="tablist">
            {VIEWS.map((name) => (
              <button
                type="button"
                key={name}
                id={`tab-${name}`}
                role="tab"
                aria-selected={view.value === name}
                aria-controls="shown"
                onClick={() => {
                  view.value = name;
                }}
              >
                {t.views[name]}
              </button>
            ))}
          </div>
          <div class="shown" id="shown" role="tabpanel" aria-labelledby={`tab-${view.value}`}>
            <Shown />
          </div>
        </section>
        <Why />
      </main>
      <Scrubber />
      <footer>
        <details>
          <summary>{t.keys}</summary>
          <dl>
            {t.keyList.map(([keys, what]) => (
              <div key={keys}>
                <dt>{keys}</dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </details>
      </footer>
    </>
  );
}
