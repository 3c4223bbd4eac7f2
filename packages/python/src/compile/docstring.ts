import type { PythonProfile } from '../profiles/profile.js';
import type * as ast from '../syntax/nodes.js';

/** The docstring of a body, if it begins with one: from 3.13 on without the indentation its lines have in common. */
export function docstringOf(profile: PythonProfile, body: readonly ast.Stmt[]): string | undefined {
  const first = body[0];
  if (first?.kind !== 'Expr' || first.value.kind !== 'Constant' || first.value.value.t !== 'str') return undefined;
  const text = first.value.value.value;
  return profile.describesClasses ? withoutIndentation(text) : text;
}

function withoutIndentation(text: string): string {
  const lines = expandTabs(text).split('\n');
  let margin = Number.POSITIVE_INFINITY;
  for (const line of lines.slice(1)) {
    const indent = line.length - line.replace(/^ +/, '').length;
    if (indent < line.length) margin = Math.min(margin, indent);
  }
  const cut = margin === Number.POSITIVE_INFINITY ? 0 : margin;
  const first = lines[0]!.replace(/^ +/, '');
  const rest = lines.slice(1).map((line) => line.slice(Math.min(cut, line.length - line.replace(/^ +/, '').length)));
  return [first, ...rest].join('\n');
}

/** str.expandtabs() with tabs of eight columns; both kinds of line ends begin a new count. */
function expandTabs(text: string): string {
  if (!text.includes('\t')) return text;
  let column = 0;
  let made = '';
  for (const character of text) {
    if (character === '\t') {
      const width = 8 - (column % 8);
      made += ' '.repeat(width);
      column += width;
    } else {
      made += character;
      column = character === '\n' || character === '\r' ? 0 : column + 1;
    }
  }
  return made;
}
