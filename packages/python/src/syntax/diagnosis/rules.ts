/**
 * The error grammar's notation, read into rules the machine can follow.
 */
import { KEYWORDS, OPERATORS, Tok } from '../tokens.js';

/** One thing to match. `label` names its value for the action. */
export type Item = { readonly label: string | null } & (
  | { readonly op: 'token'; readonly kind: Tok }
  | { readonly op: 'soft'; readonly text: string }
  | { readonly op: 'softKeyword' }
  | { readonly op: 'rule'; readonly rule: Rule }
  | { readonly op: 'look'; readonly positive: boolean; readonly item: Item }
  | { readonly op: 'optional'; readonly item: Item }
  | { readonly op: 'forced'; readonly kind: Tok; readonly text: string }
  | { readonly op: 'cut' }
);

export type Action =
  | { readonly do: 'node'; readonly kind: string }
  | { readonly do: 'value'; readonly label: string }
  | { readonly do: 'call'; readonly name: string }
  | { readonly do: 'raise'; readonly how: string; readonly labels: readonly string[]; readonly msg: string }
  | null;

export interface Alternative {
  readonly items: readonly Item[];
  readonly action: Action;
}

/** A rule of the grammar, or one that CPython's generator makes of a group, a repetition or a list. */
export interface Rule {
  readonly id: number;
  readonly name: string;
  alternatives: readonly Alternative[];
  /** Repetitions have one alternative, matched until it fails. */
  readonly repeat: 'none' | 'any' | 'some';
  readonly memo: boolean;
  readonly left: boolean;
  readonly invalid: boolean;
}

const TOKENS: Readonly<Record<string, Tok>> = {
  NAME: Tok.Name,
  NUMBER: Tok.Number,
  STRING: Tok.String,
  NEWLINE: Tok.Newline,
  INDENT: Tok.Indent,
  DEDENT: Tok.Dedent,
  ENDMARKER: Tok.EndMarker,
  FSTRING_START: Tok.FStringStart,
  FSTRING_MIDDLE: Tok.FStringMiddle,
  FSTRING_END: Tok.FStringEnd,
  TYPE_COMMENT: Tok.TypeComment,
};

const LEXEME = /'[^']+'|"(?:[^"\\]|\\.)*"|->|!!|&&|\w+|[^\s\w]/g;
const HEAD = /^(\w+)((?: \(\w+\))*):/;

class Reader {
  private at = 0;
  private words: readonly string[] = [];
  private readonly rules = new Map<string, Rule>();
  private count = 0;

  read(grammar: string): ReadonlyMap<string, Rule> {
    // A rule goes on over the lines that begin with white space.
    for (const text of grammar.trim().split(/\n+(?!\s)/)) {
      const head = HEAD.exec(text) as RegExpExecArray;
      const rule = this.named(head[1] as string, head[2] as string);
      this.words = text.slice(head[0].length).match(LEXEME) ?? [];
      this.at = 0;
      if (this.words[0] === '|') this.at = 1;
      rule.alternatives = this.alternatives();
    }
    for (const rule of this.rules.values()) {
      if (rule.alternatives.length === 0) throw new Error(`the grammar lacks ${rule.name}`);
    }
    return this.rules;
  }

  /** The rule of this name; it may be mentioned before it is defined, and only then gets its flags. */
  private named(name: string, flags: string | null = null): Rule {
    let rule = this.rules.get(name);
    if (rule === undefined) {
      rule = this.make(name, [], 'none');
      this.rules.set(name, rule);
    }
    if (flags !== null) Object.assign(rule, { memo: flags.includes('memo'), left: flags.includes('left') });
    return rule;
  }

  private make(name: string, alternatives: readonly Alternative[], repeat: Rule['repeat']): Rule {
    const invalid = name.startsWith('invalid_');
    return { id: this.count++, name, alternatives, repeat, memo: false, left: false, invalid };
  }

  private peek(): string {
    return this.words[this.at] ?? '';
  }

  private word(): string {
    return this.words[this.at++] ?? '';
  }

  private take(word: string): boolean {
    if (this.peek() !== word) return false;
    this.at++;
    return true;
  }

  private alternatives(): Alternative[] {
    const list = [this.alternative()];
    while (this.take('|')) list.push(this.alternative());
    return list;
  }

  private alternative(): Alternative {
    const items: Item[] = [];
    while (!['', '|', ')', ']', '->'].includes(this.peek())) items.push(this.labelled());
    return { items, action: this.take('->') ? this.action() : null };
  }

  private action(): Action {
    if (!this.take('!!')) {
      const name = this.word();
      return /^[a-z]$/.test(name) ? { do: 'value', label: name } : { do: 'node', kind: name };
    }
    const how = this.word();
    if (how === 'call') return { do: 'call', name: this.word() };
    const labels: string[] = [];
    while (/^\w+$/.test(this.peek())) labels.push(this.word());
    const msg = this.peek().startsWith('"') ? (JSON.parse(this.word()) as string) : '';
    return { do: 'raise', how, labels, msg };
  }

  private labelled(): Item {
    if (/^\w$/.test(this.peek()) && this.words[this.at + 1] === '=') {
      const label = this.word();
      this.at++;
      return { ...this.item(), label };
    }
    return this.item();
  }

  private item(): Item {
    if (this.take('~')) return { op: 'cut', label: null };
    if (this.take('&&')) {
      const text = this.word().slice(1, -1);
      return { op: 'forced', kind: this.literal(text), text, label: null };
    }
    if (this.take('&')) return { op: 'look', positive: true, item: this.atom(), label: null };
    if (this.take('!')) return { op: 'look', positive: false, item: this.atom(), label: null };
    const atom = this.atom();
    switch (this.peek()) {
      case '?':
        this.at++;
        return { op: 'optional', item: atom, label: null };
      case '*':
      case '+':
        return this.repetition([atom], this.word() === '*' ? 'any' : 'some');
      case '.': {
        // s.x+ is x followed by any number of s x.
        this.at++;
        const element = this.atom();
        this.at++;
        const rest = this.repetition([atom, element], 'any');
        return this.ruleItem(this.make('_gather', [{ items: [element, rest], action: null }], 'none'));
      }
      default:
        return atom;
    }
  }

  private ruleItem(rule: Rule): Item {
    return { op: 'rule', rule, label: null };
  }

  private repetition(items: readonly Item[], repeat: 'any' | 'some'): Item {
    return this.ruleItem(this.make('_loop', [{ items, action: null }], repeat));
  }

  private atom(): Item {
    const word = this.word();
    if (word === '(') {
      const alternatives = this.alternatives();
      this.at++;
      return this.group(alternatives);
    }
    if (word === '[') {
      const alternatives = this.alternatives();
      this.at++;
      return { op: 'optional', item: this.group(alternatives), label: null };
    }
    if (word.startsWith("'")) return { op: 'token', kind: this.literal(word.slice(1, -1)), label: null };
    if (word.startsWith('"')) return this.softLiteral(word.slice(1, -1));
    if (word === 'SOFT_KEYWORD') return { op: 'softKeyword', label: null };
    const kind = TOKENS[word];
    return kind === undefined ? this.ruleItem(this.named(word)) : { op: 'token', kind, label: null };
  }

  /** A group of one thing is that thing; any other is a rule of its own. */
  private group(alternatives: readonly Alternative[]): Item {
    const [only] = alternatives;
    if (alternatives.length === 1 && only?.items.length === 1 && only.action === null) return only.items[0] as Item;
    return this.ruleItem(this.make('_tmp', alternatives, 'none'));
  }

  /** Quoted twice, operators are only spelled differently in the grammar. */
  private softLiteral(text: string): Item {
    if (/\w/.test(text)) return { op: 'soft', text, label: null };
    return { op: 'token', kind: this.literal(text), label: null };
  }

  private literal(text: string): Tok {
    const kind = KEYWORDS.get(text) ?? OPERATORS.get(text);
    if (kind === undefined) throw new Error(`the grammar names an unknown token ${text}`);
    return kind;
  }
}

export function readGrammar(grammar: string): ReadonlyMap<string, Rule> {
  return new Reader().read(grammar);
}
