import { goToEdge, opened, runProgram, stepCollection, stepCount, stepLine, VIEWS, view } from '../state/studio.js';

/** The keys of the page. Where text is typed they mean what they always mean. */

const TYPED_IN = 'input, textarea, select, .cm-editor';

const ACTIONS: Readonly<Record<string, () => void>> = {
  ArrowLeft: () => stepLine(-1),
  ArrowRight: () => stepLine(1),
  'Shift ArrowLeft': () => stepCount(-1),
  'Shift ArrowRight': () => stepCount(1),
  '[': () => stepCollection(-1),
  ']': () => stepCollection(1),
  Home: () => goToEdge(-1),
  End: () => goToEdge(1),
  r: () => void runProgram(),
  Escape: () => {
    opened.value = undefined;
  },
};

export function listenToKeys(): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest(TYPED_IN) !== null) return;
    const action = ACTIONS[event.shiftKey ? `Shift ${event.key}` : event.key] ?? viewKey(event.key);
    if (action === undefined) return;
    event.preventDefault();
    action();
  });
}

function viewKey(key: string): (() => void) | undefined {
  const name = /^[1-9]$/.test(key) ? VIEWS[Number(key) - 1] : undefined;
  if (name === undefined) return undefined;
  return () => {
    view.value = name;
  };
}
