import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { python } from '@codemirror/lang-python';
import { bracketMatching, HighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { type Extension, RangeSet, StateEffect, StateField } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  GutterMarker,
  gutter,
  keymap,
  lineNumbers,
  WidgetType,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { LineCount } from '../state/stops.js';

/** The editor: Python text, and beside and under its lines what the run says about them. */

/** What is shown at the lines. */
export interface Annotations {
  /** The line that is about to run. */
  readonly line: number | undefined;
  readonly error: { readonly line: number; readonly message: string } | undefined;
  readonly counts: ReadonlyMap<number, LineCount>;
  readonly countsLabel: string;
}

const annotate = StateEffect.define<Annotations>();

const NOTHING: Annotations = { line: undefined, error: undefined, counts: new Map(), countsLabel: '' };

const annotations = StateField.define<Annotations>({
  create: () => NOTHING,
  update: (value, { effects }) => effects.reduce((last, each) => (each.is(annotate) ? each.value : last), value),
});

class ErrorWidget extends WidgetType {
  constructor(readonly message: string) {
    super();
  }

  override eq(other: ErrorWidget): boolean {
    return other.message === this.message;
  }

  override toDOM(): HTMLElement {
    const element = document.createElement('div');
    element.className = 'line-error';
    element.setAttribute('role', 'alert');
    element.textContent = this.message;
    return element;
  }
}

const decorations = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (_, { state }) => {
    const { line, error } = state.field(annotations);
    const ranges = [];
    const has = (at: number): boolean => at >= 1 && at <= state.doc.lines;
    if (line !== undefined && has(line))
      ranges.push(Decoration.line({ class: 'line-now' }).range(state.doc.line(line).from));
    if (error !== undefined && has(error.line)) {
      const { from, to } = state.doc.line(error.line);
      ranges.push(Decoration.line({ class: 'line-failed' }).range(from));
      ranges.push(Decoration.widget({ widget: new ErrorWidget(error.message), block: true, side: 1 }).range(to));
    }
    return Decoration.set(ranges, true);
  },
  provide: (field) => EditorView.decorations.from(field),
});

class CountMarker extends GutterMarker {
  constructor(
    readonly text: string,
    readonly peak: string,
    readonly label: string,
  ) {
    super();
  }

  override eq(other: CountMarker): boolean {
    return other.text === this.text && other.peak === this.peak && other.label === this.label;
  }

  override toDOM(): HTMLElement {
    const element = document.createElement('span');
    element.className = 'line-count';
    element.title = this.label;
    element.textContent = this.text;
    if (this.peak !== '') {
      const peak = document.createElement('span');
      peak.className = 'line-peak';
      peak.textContent = this.peak;
      element.append(peak);
    }
    return element;
  }
}

const countGutter = gutter({
  class: 'counts',
  markers: ({ state }) => {
    const { counts, countsLabel } = state.field(annotations);
    const markers = [...counts.values()]
      .filter(({ line, after, most }) => line <= state.doc.lines && (after !== undefined || most !== undefined))
      .map(({ line, after, most }) => {
        const text = after === undefined ? '–' : `${after}`;
        const peak = most !== undefined && most > (after ?? 0) ? `↑${most}` : '';
        return new CountMarker(text, peak, countsLabel).range(state.doc.line(line).from);
      });
    return RangeSet.of(markers, true);
  },
  initialSpacer: () => new CountMarker('10', '↑10', ''),
});

/** Colours are variables of the page, which has two looks. */
const highlighting = HighlightStyle.define([
  {
    tag: [tags.keyword, tags.controlKeyword, tags.definitionKeyword, tags.operatorKeyword],
    color: 'var(--code-keyword)',
  },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
  { tag: tags.comment, color: 'var(--code-comment)', fontStyle: 'italic' },
  { tag: [tags.function(tags.variableName), tags.definition(tags.className)], color: 'var(--code-name)' },
]);

/** A key that does something, and nothing else happens. */
const done = (action: () => void) => (): boolean => {
  action();
  return true;
};

/** Makes an editor. The texts and actions that it needs are given as functions: they may change. */
export function makeEditor(
  parent: HTMLElement,
  options: { text: string; label: string; onChange: (text: string) => void; onRun: () => void; onLeave: () => void },
): EditorView {
  const extensions: Extension[] = [
    annotations,
    decorations,
    lineNumbers(),
    countGutter,
    history(),
    drawSelection(),
    bracketMatching(),
    indentUnit.of('    '),
    python(),
    syntaxHighlighting(highlighting),
    keymap.of([
      { key: 'Mod-Enter', run: done(options.onRun) },
      { key: 'Escape', run: done(options.onLeave) },
      indentWithTab,
      ...defaultKeymap,
      ...historyKeymap,
    ]),
    EditorView.contentAttributes.of({ 'aria-label': options.label }),
    EditorView.updateListener.of(({ docChanged, state }) => {
      if (docChanged) options.onChange(state.doc.toString());
    }),
  ];
  return new EditorView({ doc: options.text, extensions, parent });
}

/** Replaces the text, as for another example. */
export function setText(view: EditorView, text: string): void {
  if (view.state.doc.toString() === text) return;
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
}

/** Shows what the run says; brings the line into view. */
export function setAnnotations(view: EditorView, value: Annotations): void {
  const { line } = value;
  const isThere = line !== undefined && line <= view.state.doc.lines && !view.hasFocus;
  const scroll = isThere ? [EditorView.scrollIntoView(view.state.doc.line(line).from)] : [];
  view.dispatch({ effects: [annotate.of(value), ...scroll] });
}
