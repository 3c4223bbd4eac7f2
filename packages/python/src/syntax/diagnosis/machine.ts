/**
 * Follows the error grammar over the tokens: a packrat parser with an explicit stack.
 *
 * It exists to fail exactly where and as CPython's parser fails. Hence the depth count of one per rule (CPython gives
 * up at 6000), memory only for the rules the grammar marks, and tokens read no sooner than a rule asks for them.
 * There is no recursion: the depth CPython allows is more than a JavaScript stack may hold.
 */
import type { TokenStream } from '../stream.js';
import { Tok } from '../tokens.js';
import type { Actions } from './actions.js';
import type { Reporter } from './reporter.js';
import type { Alternative, Item, Rule } from './rules.js';
import { type Match, nodesOf, type Value } from './values.js';

const MAX_DEPTH = 6000;
const SOFT_KEYWORDS: ReadonlySet<string> = new Set(['_', 'case', 'match', 'type']);

/** A rule under way. */
interface Frame {
  readonly rule: Rule;
  readonly parent: Frame | null;
  /** Where the rule began. */
  readonly start: number;
  alternative: number;
  item: number;
  /** Where the current alternative, or the current round of a repetition, began. */
  mark: number;
  /** Where the current item began, for looking ahead. */
  itemMark: number;
  values: Match[];
  readonly rounds: Match[];
  cut: boolean;
  /** A left-recursive rule: its best match so far, which the next attempt may build on. */
  readonly seed: Seed | null;
  readonly callInvalid: boolean;
}

interface Seed {
  value: Match;
  ok: boolean;
  mark: number;
}

interface Memo {
  ok: boolean;
  value: Match;
  mark: number;
}

export class Machine {
  mark = 0;
  private depth = 0;
  private callInvalid = false;
  private frame: Frame | null = null;
  private readonly actions: Actions;
  private memos: (Map<number, Memo> | undefined)[] = [];

  // The outcome of the rule or item just finished.
  private ok = false;
  private value: Match = null;

  constructor(
    private readonly stream: TokenStream,
    private readonly report: Reporter,
    actionsFor: (machine: Machine) => Actions,
  ) {
    this.actions = actionsFor(this);
  }

  /** Whether the text from its first token on matches. Errors the rules find are thrown. */
  run(rule: Rule, callInvalid: boolean): boolean {
    this.mark = 0;
    this.depth = 0;
    this.memos = [];
    this.callInvalid = callInvalid;
    this.frame = null;
    let entered = this.enter(rule);
    for (;;) {
      const frame: Frame | null = this.frame;
      if (frame === null) return this.ok;
      entered = entered ? this.step(frame) : this.resume(frame);
    }
  }

  // -------------------------------------------------------------------------------------------------------------
  // Rules: `enter`, `step` and `resume` say whether the top frame's next item is to be begun (true) or an outcome
  // waits for it (false).
  // -------------------------------------------------------------------------------------------------------------

  private enter(rule: Rule): boolean {
    if (rule.invalid && !this.callInvalid && rule.repeat === 'none') return this.finishItem(false, null);
    this.descend();
    if (rule.memo || rule.left) {
      const memo = this.memos[this.mark]?.get(rule.id);
      if (memo !== undefined) {
        this.depth--;
        this.mark = memo.mark;
        return this.finishItem(memo.ok, memo.value);
      }
    }
    if (rule.left) {
      this.remember(rule, this.mark, { ok: false, value: null, mark: this.mark });
      this.descend();
      this.push(rule, { value: null, ok: false, mark: this.mark });
    } else this.push(rule, null);
    return true;
  }

  private descend(): void {
    if (this.depth++ === MAX_DEPTH) {
      throw this.report.plain('MemoryError', 'Parser stack overflowed - Python source too complex to parse');
    }
  }

  private push(rule: Rule, seed: Seed | null): void {
    this.frame = {
      rule,
      parent: this.frame,
      start: this.mark,
      alternative: 0,
      item: 0,
      mark: this.mark,
      itemMark: this.mark,
      values: [],
      rounds: [],
      cut: false,
      seed,
      callInvalid: this.callInvalid,
    };
    if (rule.name === 'expression_without_invalid') this.callInvalid = false;
  }

  private remember(rule: Rule, mark: number, memo: Memo): void {
    let memos = this.memos[mark];
    if (memos === undefined) {
      memos = new Map();
      this.memos[mark] = memos;
    }
    memos.set(rule.id, memo);
  }

  private finishItem(ok: boolean, value: Match): false {
    this.ok = ok;
    this.value = value;
    return false;
  }

  /** Leaves the top frame with an outcome for the item of the frame below that asked for it. */
  private leave(frame: Frame, ok: boolean, value: Match): boolean {
    this.callInvalid = frame.callInvalid;
    if (frame.seed !== null) return this.leaveLeftRecursive(frame, frame.seed, ok, value);
    if (frame.rule.memo) this.remember(frame.rule, frame.start, { ok, value, mark: this.mark });
    this.depth--;
    this.frame = frame.parent;
    return this.finishItem(ok, value);
  }

  /** Tries a left-recursive rule again as long as it matches more than before. */
  private leaveLeftRecursive(frame: Frame, seed: Seed, ok: boolean, value: Match): boolean {
    this.frame = frame.parent;
    if (ok && this.mark > seed.mark) {
      seed.ok = true;
      seed.value = value;
      seed.mark = this.mark;
      this.remember(frame.rule, frame.start, { ...seed });
      this.mark = frame.start;
      this.push(frame.rule, seed);
      return true;
    }
    this.depth -= 2;
    this.mark = seed.mark;
    return this.finishItem(seed.ok, seed.value);
  }

  /** Begins the next item of the current alternative, or ends it. */
  private step(frame: Frame): boolean {
    const alternative = frame.rule.alternatives[frame.alternative] as Alternative;
    const item = alternative.items[frame.item];
    if (item === undefined) return this.complete(frame, alternative);
    frame.itemMark = this.mark;
    return this.begin(frame, item.op === 'look' || item.op === 'optional' ? item.item : item);
  }

  private begin(frame: Frame, item: Item): boolean {
    switch (item.op) {
      case 'rule':
        return this.enter(item.rule);
      case 'token':
        return this.token(this.kind() === item.kind);
      case 'soft':
        return this.token(this.kind() === Tok.Name && this.spelling() === item.text);
      case 'softKeyword':
        return this.token(this.kind() === Tok.Name && SOFT_KEYWORDS.has(this.spelling()));
      case 'forced':
        if (this.kind() !== item.kind) throw this.report.at(this.valueOf(this.mark), `expected '${item.text}'`);
        return this.token(true);
      case 'cut':
        frame.cut = true;
        return this.finishItem(true, null);
      default:
        throw new Error(`a ${item.op} inside another`);
    }
  }

  private token(matches: boolean): false {
    if (!matches) return this.finishItem(false, null);
    return this.finishItem(true, this.valueOf(this.mark++));
  }

  /** Takes the outcome of the current item into account. */
  private resume(frame: Frame): boolean {
    const alternative = frame.rule.alternatives[frame.alternative] as Alternative;
    const item = alternative.items[frame.item] as Item;
    let { ok } = this;
    if (item.op === 'look') {
      this.mark = frame.itemMark;
      ok = ok === item.positive;
      this.value = null;
    } else if (item.op === 'optional') {
      if (!ok) this.value = null;
      ok = true;
    }
    if (ok) {
      frame.values.push(this.value);
      frame.item++;
      return true;
    }
    return this.failAlternative(frame);
  }

  private failAlternative(frame: Frame): boolean {
    this.mark = frame.mark;
    const { repeat } = frame.rule;
    if (repeat !== 'none') {
      return this.leave(frame, repeat === 'any' || frame.rounds.length > 0, frame.rounds);
    }
    if (frame.cut || frame.alternative + 1 === frame.rule.alternatives.length) return this.leave(frame, false, null);
    frame.alternative++;
    frame.item = 0;
    frame.values = [];
    return true;
  }

  private complete(frame: Frame, alternative: Alternative): boolean {
    const { values } = frame;
    if (frame.rule.repeat !== 'none') {
      frame.rounds.push(unwrap(values));
      frame.mark = this.mark;
      frame.item = 0;
      frame.values = [];
      return true;
    }
    const { action } = alternative;
    if (action === null) return this.leave(frame, true, unwrap(values));
    if (action.do === 'node') return this.leave(frame, true, this.node(frame, action.kind));
    const labels = this.labels(alternative, values);
    if (action.do === 'value') return this.leave(frame, true, labels.get(action.label) ?? null);
    // An error that is not one after all fails the whole rule, as in CPython, not just this alternative.
    if (action.do === 'raise') return this.leave(frame, this.actions.raise(action, labels), null);
    const made = this.actions.call(action.name, labels, frame.start);
    return this.leave(frame, made !== undefined, made ?? null);
  }

  private labels(alternative: Alternative, values: readonly Match[]): Map<string, Match> {
    const labels = new Map<string, Match>();
    alternative.items.forEach((item, i) => {
      if (item.label !== null) labels.set(item.label, values[i] ?? null);
    });
    return labels;
  }

  // -------------------------------------------------------------------------------------------------------------
  // Tokens and nodes
  // -------------------------------------------------------------------------------------------------------------

  /** The kind of the next token, which is read if need be. */
  kind(): Tok {
    const { tokens } = this.stream.tokenizer;
    if (this.mark < tokens.count) return tokens.kind[this.mark] as Tok;
    const kind = this.stream.fill();
    if (kind === Tok.Error) throw this.report.tokenizerError();
    return kind;
  }

  private spelling(): string {
    return this.stream.tokenizer.tokens.name[this.mark] as string;
  }

  private node(frame: Frame, kind: string): Value {
    return this.nodeBetween(frame.start, kind, frame.values.flatMap(nodesOf), this.keywordText(frame.start));
  }

  private keywordText(token: number): string {
    const { tokens, source } = this.stream.tokenizer;
    return (
      tokens.name[token] ||
      (tokens.kind[token] === Tok.Ellipsis ? source.slice(tokens.start[token], tokens.end[token]) : '')
    );
  }

  /** A node from token `start` to the last one matched that has an extent. */
  nodeBetween(start: number, kind: string, parts: readonly Value[], text = ''): Value {
    const t = this.stream.tokenizer.tokens;
    let end = this.mark - 1;
    while (end > 0 && [Tok.EndMarker, Tok.Newline, Tok.Indent, Tok.Dedent].includes(t.kind[end] as Tok)) end--;
    return {
      kind,
      lineno: t.line[start] as number,
      col_offset: t.col[start] as number,
      end_lineno: t.endLine[end] as number,
      end_col_offset: t.endCol[end] as number,
      parts,
      token: start,
      text,
    };
  }

  valueOf(token: number): Value {
    const t = this.stream.tokenizer.tokens;
    const kind = t.kind[token];
    return {
      kind: kind === Tok.Name ? 'Name' : kind === Tok.Number ? 'Constant' : 'token',
      lineno: t.line[token] as number,
      col_offset: t.col[token] as number,
      end_lineno: t.endLine[token] as number,
      end_col_offset: t.endCol[token] as number,
      parts: [],
      token,
      text: t.name[token] as string,
    };
  }

  /** Parentheses open after the last token matched. */
  get levelBefore(): number {
    return this.stream.tokenizer.tokens.level[this.mark - 1] as number;
  }
}

/** Several things of which all but one are punctuation are worth that one. */
function unwrap(values: readonly Match[]): Match {
  if (values.length === 1) return values[0] as Match;
  const nodes = values.filter((value) => value !== null && (Array.isArray(value) || (value as Value).kind !== 'token'));
  return nodes.length === 1 ? (nodes[0] as Match) : values;
}
