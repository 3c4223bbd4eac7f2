import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { typeError } from './errors.js';
import { complexRepr, floatRepr } from './float-repr.js';
import {
  formatComplex,
  formatFloat,
  formatInt,
  formatText,
  parseFormatSpec,
  unsupportedFormat,
} from './format-spec.js';
import {
  formatTemplate,
  parseMarkup,
  parseTemplate,
  positionOutOfRange,
  splitFieldName,
  type TemplateHost,
} from './format-string.js';
import { intFromFloat } from './int-ops.js';
import { intFromText } from './int-text.js';
import { characterRequired, integerRequired, type PercentHost, parsePercent, percentFormat } from './percent-format.js';
import { asciiOfRepr, asciiRepr, strRepr } from './str-repr.js';
import { agree, fromBits, integer, type Outcome, outcomeOf, records } from './testing/records.js';

type Tagged = ['i' | 'f' | 's', string];

interface Records {
  int: [value: string, spec: string, expected: Outcome][];
  float: [x: string, spec: string, expected: Outcome][];
  complex: [re: string, im: string, spec: string, expected: Outcome][];
  text: [text: string, spec: string, expected: Outcome][];
  percent: [template: string, kind: string, operand: unknown, expected: Outcome][];
  template: [template: string, expected: Outcome][];
  markup: [template: string, steps: [string, string | null, string | null, string | null][], error?: string][];
  fieldName: [name: string, first: string | [string] | null, steps: [boolean, string, boolean][], error?: string][];
}

const recorded = records<Records>('formats.json');

describe('format()', () => {
  it('int', () => agree(recorded.int, ([value, spec]) => formatInt(integer(value), spec)));
  it('float', () => agree(recorded.float, ([x, spec]) => formatFloat(fromBits(x), spec)));
  it('complex', () => agree(recorded.complex, ([re, im, spec]) => formatComplex(fromBits(re), fromBits(im), spec)));
  it('str', () => agree(recorded.text, ([text, spec]) => formatText(text, spec)));

  it('takes a parsed spec as well as its text', () => {
    const spec = parseFormatSpec('+012,.2f', 'float');
    expect(spec).toEqual({
      fill: '0',
      align: '=',
      sign: '+',
      noNegativeZero: false,
      alternate: false,
      width: 12,
      grouping: ',',
      precision: 2,
      type: 'f',
    });
    expect(formatFloat(1234.5, spec)).toBe('+0,001,234.50');
  });

  it('gives up where the result would not fit in memory', () => {
    expect(outcomeOf(() => formatInt(5, '9999999999'))).toEqual({ e: 'MemoryError', m: '' });
    expect(unsupportedFormat('list').message).toBe('unsupported format string passed to list.__format__');
  });

  it('an empty spec is repr for numbers', () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), fc.bigInt(), (x, y, n) => {
        expect(formatFloat(x, '')).toBe(floatRepr(x));
        expect(formatComplex(x, y, '')).toBe(complexRepr(x, y));
        expect(formatInt(n, '')).toBe(String(n));
      }),
    );
  });

  it('grouped digits read back', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.integer({ min: 1, max: 40 }), (n, width) => {
        const text = formatInt(n, `0${width}_`);
        expect(BigInt(intFromText(text))).toBe(n);
        expect(text.length).toBeGreaterThanOrEqual(width);
      }),
    );
  });
});

/** Objects of the %-tests, as CPython's str, repr, ascii and int would treat them. */
function percentHost(kind: string, operand: unknown): PercentHost<Tagged> {
  const tuple = kind === 'tuple' ? (operand as Tagged[]) : [];
  const mapping = kind === 'mapping' ? (operand as { [key: string]: Tagged }) : {};
  const repr = ([tag, value]: Tagged): string =>
    tag === 's' ? strRepr(value) : tag === 'f' ? floatRepr(fromBits(value)) : value;
  return {
    operand: kind === 'one' ? (operand as { one: Tagged }).one : ['s', 'the mapping'],
    tupleLength: kind === 'tuple' ? tuple.length : -1,
    isMapping: kind === 'mapping',
    tupleItem: (index) => tuple[index]!,
    lookup: (key) => {
      const value = mapping[key];
      if (value === undefined) throw typeError(`no key ${key}`);
      return value;
    },
    starValue: ([tag, value]) => (tag === 'i' ? integer(value) : undefined),
    text: (value, conversion) => {
      if (conversion === 's') return value[0] === 's' ? value[1] : repr(value);
      return conversion === 'r' ? repr(value) : asciiOfRepr(repr(value));
    },
    integer: ([tag, value], conversion) => {
      if (tag === 'i') return integer(value);
      if (tag === 's' || /[oxX]/.test(conversion)) throw integerRequired(conversion, tag === 's' ? 'str' : 'float');
      return intFromFloat(fromBits(value));
    },
    float: ([tag, value]) => {
      if (tag === 's') throw typeError('must be real number, not str');
      return tag === 'f' ? fromBits(value) : Number(value);
    },
    character: ([tag, value]) => {
      if (tag === 'f') throw characterRequired();
      return tag === 'i' ? integer(value) : value;
    },
  };
}

describe('the %-operator', () => {
  // The mapping itself as an argument, and missing keys, are the runtime's affair.
  const runtimeOnly = (expected: Outcome): boolean =>
    typeof expected === 'string' ? expected.includes("{'a'") || expected.includes('{}') : expected.e === 'KeyError';
  const ofDict = (expected: Outcome): boolean => typeof expected !== 'string' && expected.m.endsWith('not dict');
  it('str', () =>
    agree(
      recorded.percent.filter(
        ([template, kind, , expected]) =>
          !runtimeOnly(expected) && !ofDict(expected) && !(kind === 'mapping' && !/\(|^[^%]*$|%y/.test(template)),
      ),
      ([template, kind, operand]) => percentFormat(parsePercent(template), percentHost(kind, operand)),
    ));

  it('bytes has its own words', () => {
    const run = (template: string, ...operand: Tagged[]): Outcome =>
      outcomeOf(() => percentFormat(parsePercent(template), percentHost('tuple', operand), 'bytes'));
    expect(run('%c', ['i', '300'])).toEqual({ e: 'OverflowError', m: '%c arg not in range(256)' });
    expect(run('%d', ['i', '1'], ['i', '2'])).toEqual({
      e: 'TypeError',
      m: 'not all arguments converted during bytes formatting',
    });
    expect(run('<%04d>', ['i', '-7'])).toBe('<-007>');
    expect(run('%c%c', ['i', '255'], ['s', 'a'])).toBe('\xffa');
  });
});

class Probe {
  constructor(readonly path: string) {}
}

const host: TemplateHost<Probe> = {
  positional: (index) => {
    if (index > 3) throw { e: 'IndexError', m: positionOutOfRange(index) };
    return new Probe(String(index));
  },
  keyword: (name) => {
    if (name !== 'a' && name !== 'b') throw { e: 'KeyError', m: strRepr(name) };
    return new Probe(name);
  },
  attribute: (value, name) => new Probe(`${value.path}.${name}`),
  item: (value, key) => new Probe(`${value.path}[${typeof key === 'string' ? asciiRepr(key) : key}]`),
  convert: (value, conversion) => new Probe(`text:${conversion === 's' ? 's' : 'r'}(${value.path})`),
  format: (value, spec) =>
    value.path.startsWith('text:') ? formatText(value.path.slice(5), spec) : `<${value.path}|${spec}>`,
};

describe('str.format()', () => {
  it('templates', () =>
    agree(recorded.template, ([template]) => {
      try {
        const numbered = template.includes('a') ? host : { ...host, keyword: missing };
        return formatTemplate(parseTemplate(template), numbered);
      } catch (error) {
        if (typeof error === 'object' && error !== null && 'e' in error) return error;
        throw error;
      }
    }));

  it('markup', () =>
    agree(
      recorded.markup,
      ([template]) => {
        const { steps, fault } = parseMarkup(template);
        const shown = steps.map(({ literal, field }) =>
          field ? [literal, field.name, field.spec, field.conversion || null] : [literal, null, null, null],
        );
        return fault ? [template, shown, fault.message] : [template, shown];
      },
      (fields) => fields,
    ));

  it('field names', () =>
    agree(
      recorded.fieldName,
      ([name]) => {
        const split = outcomeOf(() => splitFieldName(name));
        if ('e' in split) return [name, null, [], split.m];
        const first = typeof split.first === 'string' ? split.first : [String(split.first)];
        const rest = split.rest.map((access) =>
          access.kind === 'attribute'
            ? [true, access.name, false]
            : [false, String(access.key), typeof access.key !== 'string'],
        );
        return split.fault ? [name, first, rest, split.fault.message] : [name, first, rest];
      },
      (fields) => fields,
    ));
});

function missing(name: string): never {
  throw { e: 'KeyError', m: strRepr(name) };
}
