import { EXAMPLES } from '../examples.js';
import { exampleName, openExample, phase, profile, runProgram, stopProgram, thresholds } from '../state/studio.js';
import { THEMES, type Theme, theme } from '../state/theme.js';
import { LANGUAGES, type Language, language, texts } from '../texts.js';

const PROFILES = ['3.11', '3.12', '3.13'];

/** The top of the page: what is run, how, and how the page looks. */
export function Header() {
  const t = texts.value;
  return (
    <header class="top">
      <div class="brand">
        <Snake />
        <div>
          <h1>{t.title}</h1>
          <p>{t.subtitle}</p>
        </div>
      </div>
      <div class="controls">
        <label>
          <span>{t.example}</span>
          <select
            id="example"
            value={exampleName.value ?? ''}
            onChange={({ currentTarget }) => openExample(currentTarget.value)}
          >
            {exampleName.value === undefined && <option value="">{t.ownProgram}</option>}
            {EXAMPLES.map(({ name }) => (
              <option key={name} value={name}>
                {t.examples[name]![0]}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{t.profile}</span>
          <select
            id="profile"
            value={profile.value}
            onChange={({ currentTarget }) => {
              profile.value = currentTarget.value;
              void runProgram();
            }}
          >
            {PROFILES.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <Thresholds />
        <RunButton />
        <span class="spacer" />
        <label>
          <span>{t.language}</span>
          <select
            id="language"
            value={language.value}
            onChange={({ currentTarget }) => {
              language.value = currentTarget.value as Language;
            }}
          >
            {Object.entries(LANGUAGES).map(([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{t.theme}</span>
          <select
            id="theme"
            value={theme.value}
            onChange={({ currentTarget }) => {
              theme.value = currentTarget.value as Theme;
            }}
          >
            {THEMES.map((name) => (
              <option key={name} value={name}>
                {t.themes[name]}
              </option>
            ))}
          </select>
        </label>
      </div>
    </header>
  );
}

function RunButton() {
  const t = texts.value;
  if (phase.value.t === 'running')
    return (
      <button type="button" id="stop" class="primary stop" onClick={stopProgram}>
        <span aria-hidden="true">■</span> {t.stop}
      </button>
    );
  return (
    <button type="button" id="run" class="primary" title={t.runHint} onClick={() => void runProgram()}>
      <span aria-hidden="true">▶</span> {t.run}
    </button>
  );
}

function Thresholds() {
  const t = texts.value;
  const { value } = thresholds;
  return (
    <label>
      <span>{t.thresholds}</span>
      <input
        id="thresholds"
        type="text"
        size={10}
        value={value?.join(', ') ?? ''}
        placeholder={DEFAULT_THRESHOLDS[profile.value]}
        title={t.thresholdsHint}
        onChange={({ currentTarget }) => {
          thresholds.value = parseThresholds(currentTarget.value);
          currentTarget.value = thresholds.value?.join(', ') ?? '';
          void runProgram();
        }}
      />
    </label>
  );
}

const DEFAULT_THRESHOLDS: Readonly<Record<string, string>> = {
  '3.11': '700, 10, 10',
  '3.12': '700, 10, 10',
  '3.13': '2000, 10, 10',
};

/** Three numbers; undefined for anything else. */
function parseThresholds(text: string): readonly [number, number, number] | undefined {
  const numbers = text.match(/\d+/g)?.map(Number) ?? [];
  const [young, middle = 10, old = 10] = numbers;
  return young === undefined || numbers.length > 3 || numbers.some((each) => each >= 2 ** 31)
    ? undefined
    : [young, middle, old];
}

/** The snake that bites its own tail. */
function Snake() {
  return (
    <svg viewBox="0 0 32 32" width="34" height="34" aria-hidden="true">
      <path class="snake" d="M19.5 4.6A12 12 0 1 1 12 4.7" fill="none" stroke-width="4" stroke-linecap="round" />
      <path class="snake-head" d="M11 1.5l9 3.2-9 4.4z" />
    </svg>
  );
}
