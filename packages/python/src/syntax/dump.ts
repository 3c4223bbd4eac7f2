/**
 * Prints a tree exactly as CPython 3.13's `ast.dump` does: for comparing parsers, and for reading.
 */
import type { ConstantValue, Node } from './nodes.js';

export interface DumpOptions {
  /** Also print `lineno` and the other positions. */
  readonly includeAttributes?: boolean | undefined;
}

const ATTRIBUTES = ['lineno', 'col_offset', 'end_lineno', 'end_col_offset'] as const;

/** Fields whose value is printed even when it is `None`: the Python object `None`, not an absent field. */
const SINGLETON_KINDS: ReadonlySet<string> = new Set(['Constant', 'MatchSingleton']);

/** Fields that hold operators or contexts, printed as nodes without fields. */
const OPERATOR_FIELDS: ReadonlySet<string> = new Set(['op', 'ops', 'ctx']);

/** `ast.dump(node, include_attributes=…)`. Recursion is bounded by the parser's limit on nesting. */
export function dump(node: Node, options: DumpOptions = {}): string {
  return format(node, options.includeAttributes ?? false);
}

function format(node: Node, attributes: boolean): string {
  const args: string[] = [];
  for (const [field, value] of Object.entries(node)) {
    if (field === 'kind' || field === 'kind_' || (ATTRIBUTES as readonly string[]).includes(field)) continue;
    if (value === null || (Array.isArray(value) && value.length === 0)) continue;
    args.push(`${field}=${formatField(node, field, value, attributes)}`);
  }
  if (node.kind === 'Constant' && node.kind_ !== null) args.push("kind='u'");
  if (attributes && 'lineno' in node) {
    for (const name of ATTRIBUTES) args.push(`${name}=${node[name]}`);
  }
  return `${node.kind}(${args.join(', ')})`;
}

function formatField(node: Node, field: string, value: unknown, attributes: boolean): string {
  if (SINGLETON_KINDS.has(node.kind) && field === 'value') return formatConstant(value as ConstantValue);
  return formatValue(value, OPERATOR_FIELDS.has(field), attributes);
}

function formatValue(value: unknown, operator: boolean, attributes: boolean): string {
  if (Array.isArray(value)) return `[${value.map((item) => formatValue(item, operator, attributes)).join(', ')}]`;
  if (value === null) return 'None';
  if (typeof value === 'string') return operator ? `${value}()` : formatString(value);
  if (typeof value === 'number') return String(value);
  return format(value as Node, attributes);
}

/** Python's `repr` of a literal's value. */
export function formatConstant(value: ConstantValue): string {
  switch (value.t) {
    case 'none':
      return 'None';
    case 'true':
      return 'True';
    case 'false':
      return 'False';
    case 'ellipsis':
      return 'Ellipsis';
    case 'int':
      return String(value.value);
    case 'float':
      return formatFloat(value.value);
    case 'complex':
      return `${formatFloat(value.imag).replace(/\.0$/, '')}j`;
    case 'str':
      return formatString(value.value);
    case 'bytes':
      return `b${formatBytes(value.value)}`;
  }
}

/** Both languages print the shortest digits that read back equal; only the form of the exponent differs. */
function formatFloat(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const [digits = '', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  if (exponent >= 16 || exponent < -4) {
    const size = String(Math.abs(exponent)).padStart(2, '0');
    return `${digits}e${exponent < 0 ? '-' : '+'}${size}`;
  }
  const plain = exponent < 0 ? value.toFixed(Math.max(0, digits.replace(/[-.]/g, '').length - 1 - exponent)) : null;
  const text = plain ?? String(value);
  return text.includes('.') ? text : `${text}.0`;
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };
const UNPRINTABLE = /[\p{C}\p{Z}\\]/gu;

function formatString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(UNPRINTABLE, (c) => {
    if (c === ' ') return c;
    const short = ESCAPES[c];
    if (short !== undefined) return short;
    const code = c.codePointAt(0) as number;
    const hex = code.toString(16);
    if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
    return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
  });
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}

function formatBytes(bytes: Uint8Array): string {
  const quote = bytes.includes(39) && !bytes.includes(34) ? '"' : "'";
  let out = quote;
  for (const byte of bytes) {
    const c = String.fromCharCode(byte);
    if (ESCAPES[c] !== undefined) out += ESCAPES[c];
    else if (c === quote) out += `\\${c}`;
    else out += byte >= 32 && byte < 127 ? c : `\\x${byte.toString(16).padStart(2, '0')}`;
  }
  return out + quote;
}
