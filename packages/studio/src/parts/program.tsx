import type { EditorView } from '@codemirror/view';
import { useSignalEffect } from '@preact/signals';
import type { RunView } from '@uroboros/instruments';
import { useEffect, useRef } from 'preact/hooks';
import { makeEditor, setAnnotations, setText } from '../editor/editor.js';
import {
  exampleName,
  failure,
  isEdited,
  line,
  lineCounts,
  note,
  phase,
  run,
  runEnd,
  runProgram,
  source,
} from '../state/studio.js';
import { texts } from '../texts.js';
import { chosenName } from './names.js';

/** The program: its text with what the run says about each line, how the run came to its end, and what it has written. */
export function Program() {
  const t = texts.value;
  const example = exampleName.value === undefined ? undefined : t.examples[exampleName.value];
  return (
    <section class="panel program" aria-label={t.program}>
      {example !== undefined && <p class="about">{example[1]}</p>}
      <Editor />
      <State />
      <Output />
    </section>
  );
}

function Editor() {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView>(undefined);
  useEffect(() => {
    editor.current = makeEditor(host.current!, {
      text: source.peek(),
      label: texts.peek().editor,
      onChange: (text) => {
        source.value = text;
      },
      onRun: () => void runProgram(),
      onLeave: () => document.getElementById('scrubber')?.focus(),
    });
    return () => editor.current?.destroy();
  }, []);
  useSignalEffect(() => {
    if (editor.current !== undefined) setText(editor.current, source.value);
  });
  useSignalEffect(() => {
    const isShown = !isEdited.value && phase.value.t === 'ready';
    const annotations = {
      line: isShown ? line.value : undefined,
      error: isShown ? failure.value : undefined,
      counts: isShown ? (lineCounts.value ?? new Map()) : new Map(),
      countsLabel: texts.value.countGutter(chosenName.value),
    };
    if (editor.current !== undefined) setAnnotations(editor.current, annotations);
  });
  return <div class="editor" ref={host} />;
}

/** What is going on, or how the run ended. */
function State() {
  const t = texts.value;
  const { value } = phase;
  const damage = run.value?.damage;
  return (
    <p class={`state ${value.t}`} role="status" id="state">
      {value.t === 'running' && t.phases.running(value.bytes)}
      {value.t === 'reading' && t.phases.reading}
      {value.t === 'failed' && t.phases.failed(value.message)}
      {value.t === 'ready' && (isEdited.value ? t.edited : endText())}
      {value.t === 'ready' && damage !== undefined && runEnd.value?.t === 'done' && ` ${t.damage(damage)}`}
    </p>
  );
}

function endText(): string {
  const { ends } = texts.value;
  const end = runEnd.value;
  if (end === undefined) return '';
  return end.t === 'done' ? ends.done(run.value?.end?.status ?? end.status) : ends[end.t];
}

/** Characters of output that the page shows. */
const MOST_OUTPUT = 20_000;

interface Piece {
  readonly text: string;
  readonly stream: 1 | 2;
  /** Written after the moment that is shown. */
  readonly isLater: boolean;
}

/** What the program has written, in as few pieces as its streams and the moment allow. */
function outputPieces(outputs: RunView['outputs'], until: number): { pieces: Piece[]; isCut: boolean } {
  const pieces: Piece[] = [];
  let left = MOST_OUTPUT;
  for (const { note: at, stream, text } of outputs) {
    if (left <= 0) break;
    const isLater = at >= until;
    const last = pieces.at(-1);
    const shown = text.slice(0, left);
    left -= text.length;
    if (last?.stream === stream && last.isLater === isLater)
      pieces[pieces.length - 1] = { ...last, text: last.text + shown };
    else pieces.push({ text: shown, stream, isLater });
  }
  return { pieces, isCut: left < 0 };
}

function Output() {
  const t = texts.value;
  const { pieces, isCut } = outputPieces(run.value?.outputs ?? [], note.value);
  return (
    <div class="output">
      <h2>{t.output}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
      <pre id="output" tabIndex={0}>
        {pieces.length === 0 && <span class="quiet">{t.noOutput}</span>}
        {pieces.map(({ text, stream, isLater }, n) => (
          <span key={`${n} ${stream} ${isLater}`} class={`${stream === 2 ? 'error' : ''} ${isLater ? 'later' : ''}`}>
            {text}
          </span>
        ))}
        {isCut && <span class="quiet">…</span>}
      </pre>
      {pieces.some(({ isLater }) => isLater) && <p class="quiet hint">{t.outputLater}</p>}
    </div>
  );
}
