import {
  collectionsProse,
  cyclesProse,
  findCycles,
  listCollections,
  memoryProse,
  memoryReport,
  plural,
  type Session,
} from '@uroboros/instruments';

/** The report as one page that needs nothing else. All text of the program goes through {@link escaped}. */
export function htmlReport(session: Session): string {
  const { recording, timeline } = session;
  const source = recording.told.find((told) => told.t === 'source');
  const output = recording.told.flatMap((told) => (told.t === 'output' ? [told.text] : [])).join('');
  const name = recording.info.argv[0] ?? '';
  const sections: [string, string][] = [
    ['Memory', block(memoryProse(session, memoryReport(session)))],
    ['Collections', block(collectionsProse(session, listCollections(session)))],
    ['Cycles', block(cyclesProse(session, findCycles(session)))],
    ['Output', block(output.split('\n'))],
    ['Program', source?.t === 'source' ? numbered(source.text) : ''],
  ];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(name)}: memory</title>
<style>${CSS}</style>
<h1>${escaped(name)}</h1>
<p>Python ${escaped(recording.info.profile)}; ${plural(timeline.steps, 'statement')} run, ${plural(recording.notes, 'change')} of memory.</p>
${sections.map(([title, body]) => `<section><h2>${title}</h2>${body}</section>`).join('\n')}
</html>
`;
}

const CSS = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
pre { overflow-x: auto; padding: .75rem 1rem; border: 1px solid #8886; border-radius: .5rem; font: 13px/1.5 ui-monospace, monospace; }
ol { font: 13px/1.5 ui-monospace, monospace; } li { white-space: pre-wrap; }
`;

function block(lines: readonly string[]): string {
  return `<pre>${escaped(lines.join('\n'))}</pre>`;
}

function numbered(text: string): string {
  const lines = text.replace(/\n$/, '').split('\n');
  return `<ol>${lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ol>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
