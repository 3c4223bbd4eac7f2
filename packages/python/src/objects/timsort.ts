/**
 * Timsort, as list.sort runs it: natural runs, short ones extended by binary insertion, merged in the order of powersort, with
 * galloping while one run wins often.
 *
 * What is compared is user code that a program can watch, so the sequence of comparisons is CPython's, and so is the order in
 * which a failed comparison leaves the items.
 */

/** Below this length a run is extended. */
const MAX_MINRUN = 64;
/** Wins in a row that start galloping. */
const MIN_GALLOP = 7;

/** Whether the first item is less than the second; undefined if the comparison failed. */
export type Less = (a: number, b: number) => boolean | undefined;

interface Run {
  readonly start: number;
  length: number;
  /** Depth of the boundary to the next run in the ideal tree of merges. */
  power: number;
}

/**
 * Sorts `items` in place, stably. False if a comparison failed. With `equalRuns` runs are found as by 3.13: equal items do not
 * end a descending one.
 */
export function timsort(items: Int32Array, less: Less, equalRuns: boolean): boolean {
  return new Timsort(items, less, equalRuns).sort();
}

class Timsort {
  readonly #items: Int32Array;
  readonly #less: Less;
  readonly #equalRuns: boolean;
  readonly #runs: Run[] = [];
  #minGallop = MIN_GALLOP;
  #failed = false;

  constructor(items: Int32Array, less: Less, equalRuns: boolean) {
    this.#items = items;
    this.#less = less;
    this.#equalRuns = equalRuns;
  }

  sort(): boolean {
    const total = this.#items.length;
    const minrun = minimalRun(total);
    for (let start = 0; start < total; ) {
      let length = this.#equalRuns ? this.#countRun(start, total) : this.#countPlainRun(start, total);
      if (this.#failed) return false;
      if (length < minrun) {
        const forced = Math.min(minrun, total - start);
        this.#insertBinary(start, forced, length);
        if (this.#failed) return false;
        length = forced;
      }
      if (!this.#mergeBefore(length)) return false;
      this.#runs.push({ start, length, power: 0 });
      start += length;
    }
    return this.#mergeRest();
  }

  /** a < b; false after a failure, which `#failed` tells apart. */
  #lt(a: number, b: number): boolean {
    const result = this.#less(a, b);
    if (result === undefined) this.#failed = true;
    return result === true;
  }

  /**
   * Length of the run that begins at `start`; one that descends is turned round. Equal items in a descending run keep their
   * order: they are turned round twice.
   */
  #countRun(start: number, end: number): number {
    const items = this.#items;
    let at = start + 1;
    while (at < end && !this.#lt(items[at]!, items[at - 1]!)) {
      if (this.#failed) return 0;
      at++;
    }
    if (this.#failed) return 0;
    if (at === end) return end - start;
    // items[at] is less than its neighbour. What stands before it is ascending, or all equal: then the run may descend.
    if (at > start + 1) {
      if (this.#lt(items[start]!, items[at - 1]!)) return at - start;
      if (this.#failed) return 0;
      this.#reverse(start, at);
    }
    at = this.#descend(start, at + 1, end);
    if (this.#failed) return 0;
    this.#reverse(start, at);
    while (at < end && !this.#lt(items[at]!, items[at - 1]!)) {
      if (this.#failed) return 0;
      at++;
    }
    return at - start;
  }

  /** Length of the run that begins at `start`: ascending, or strictly descending, which is turned round. */
  #countPlainRun(start: number, end: number): number {
    const items = this.#items;
    if (end - start === 1) return 1;
    const descends = this.#lt(items[start + 1]!, items[start]!);
    let at = start + 2;
    while (!this.#failed && at < end && this.#lt(items[at]!, items[at - 1]!) === descends && !this.#failed) at++;
    if (this.#failed) return 0;
    if (descends) this.#reverse(start, at);
    return at - start;
  }

  /** End of a descending run known to reach to before `at`; groups of equal items in it are turned round. */
  #descend(start: number, from: number, end: number): number {
    const items = this.#items;
    let at = from;
    let equal = 0;
    for (; at < end; at++) {
      if (this.#lt(items[at]!, items[at - 1]!)) {
        if (equal > 0) this.#reverse(at - equal - 1, at);
        equal = 0;
      } else {
        if (this.#failed) return at;
        if (this.#lt(items[at - 1]!, items[at]!)) break;
        if (this.#failed) return at;
        equal++;
      }
    }
    if (equal > 0) this.#reverse(Math.max(start, at - equal - 1), at);
    return at;
  }

  #reverse(start: number, end: number): void {
    this.#items.subarray(start, end).reverse();
  }

  /** Sorts `length` items, the first `sorted` of which are sorted: each of the others is inserted by binary search. */
  #insertBinary(start: number, length: number, sorted: number): void {
    const items = this.#items;
    for (let at = start + Math.max(sorted, 1); at < start + length; at++) {
      const pivot = items[at]!;
      let low = start;
      let high = at;
      while (low < high) {
        const middle = low + ((high - low) >> 1);
        if (this.#lt(pivot, items[middle]!)) high = middle;
        else low = middle + 1;
        if (this.#failed) return;
      }
      items.copyWithin(low + 1, low, at);
      items[low] = pivot;
    }
  }

  /** Before a run is pushed: merges those below it that lie deeper in the tree of merges than the boundary to it. */
  #mergeBefore(length: number): boolean {
    const runs = this.#runs;
    const last = runs.at(-1);
    if (last === undefined) return true;
    const power = boundaryPower(last.start, last.length, length, this.#items.length);
    while (runs.length > 1 && runs[runs.length - 2]!.power > power) {
      if (!this.#mergeAt(runs.length - 2)) return false;
    }
    runs[runs.length - 1]!.power = power;
    return true;
  }

  #mergeRest(): boolean {
    const runs = this.#runs;
    while (runs.length > 1) {
      let at = runs.length - 2;
      if (at > 0 && runs[at - 1]!.length < runs[at + 1]!.length) at--;
      if (!this.#mergeAt(at)) return false;
    }
    return true;
  }

  /** Merges a run with the next one. */
  #mergeAt(at: number): boolean {
    const items = this.#items;
    const a = this.#runs[at]!;
    const b = this.#runs[at + 1]!;
    const startA = a.start;
    const lengthA = a.length;
    a.length += b.length;
    this.#runs.splice(at + 1, 1);
    // Items of the first run that are in place already, and those of the second.
    const skipped = this.#gallopRight(items[b.start]!, items, startA, lengthA, 0);
    if (this.#failed) return false;
    const countA = lengthA - skipped;
    if (countA === 0) return true;
    const countB = this.#gallopLeft(items[startA + lengthA - 1]!, items, b.start, b.length, b.length - 1);
    if (this.#failed) return false;
    if (countB === 0) return true;
    if (countA <= countB) this.#mergeLow(startA + skipped, countA, b.start, countB);
    else this.#mergeHigh(startA + skipped, countA, b.start, countB);
    return !this.#failed;
  }

  /** Number of items less than the key, in a sorted stretch: searched from `hint` outwards in growing steps. */
  #gallopLeft(key: number, items: Int32Array, start: number, length: number, hint: number): number {
    let last = 0;
    let offset = 1;
    if (this.#lt(items[start + hint]!, key)) {
      const most = length - hint;
      while (offset < most && this.#lt(items[start + hint + offset]!, key)) {
        last = offset;
        offset = 2 * offset + 1;
      }
      offset = Math.min(offset, most);
      last += hint;
      offset += hint;
    } else {
      if (this.#failed) return 0;
      const most = hint + 1;
      while (offset < most && !this.#lt(items[start + hint - offset]!, key)) {
        if (this.#failed) return 0;
        last = offset;
        offset = 2 * offset + 1;
      }
      const nearer = hint - last;
      last = hint - Math.min(offset, most);
      offset = nearer;
    }
    last++;
    while (last < offset && !this.#failed) {
      const middle = last + ((offset - last) >> 1);
      if (this.#lt(items[start + middle]!, key)) last = middle + 1;
      else offset = middle;
    }
    return offset;
  }

  /** Number of items not greater than the key, in a sorted stretch. */
  #gallopRight(key: number, items: Int32Array, start: number, length: number, hint: number): number {
    let last = 0;
    let offset = 1;
    if (this.#lt(key, items[start + hint]!)) {
      const most = hint + 1;
      while (offset < most && this.#lt(key, items[start + hint - offset]!)) {
        last = offset;
        offset = 2 * offset + 1;
      }
      const nearer = hint - last;
      last = hint - Math.min(offset, most);
      offset = nearer;
    } else {
      if (this.#failed) return 0;
      const most = length - hint;
      while (offset < most && !this.#lt(key, items[start + hint + offset]!)) {
        if (this.#failed) return 0;
        last = offset;
        offset = 2 * offset + 1;
      }
      offset = Math.min(offset, most) + hint;
      last += hint;
    }
    last++;
    while (last < offset && !this.#failed) {
      const middle = last + ((offset - last) >> 1);
      if (this.#lt(key, items[start + middle]!)) offset = middle;
      else last = middle + 1;
    }
    return offset;
  }

  /**
   * Merges neighbouring runs from the left; the first, the shorter one, is copied away. The first item of the second belongs
   * first, the last item of the first belongs last. After a failure, what is left of the copy goes where the gap is.
   */
  #mergeLow(startA: number, lengthA: number, startB: number, lengthB: number): void {
    const items = this.#items;
    const copy = items.slice(startA, startA + lengthA);
    let a = 0;
    let leftA = lengthA;
    let b = startB;
    let leftB = lengthB;
    let to = startA;
    let minGallop = this.#minGallop;
    items[to++] = items[b++]!;
    leftB--;
    merging: while (leftB > 0 && leftA > 1) {
      let wonA = 0;
      let wonB = 0;
      while (wonA < minGallop && wonB < minGallop) {
        if (this.#lt(items[b]!, copy[a]!)) {
          items[to++] = items[b++]!;
          wonB++;
          wonA = 0;
          if (--leftB === 0) break merging;
        } else {
          if (this.#failed) break merging;
          items[to++] = copy[a++]!;
          wonA++;
          wonB = 0;
          if (--leftA === 1) break merging;
        }
      }
      minGallop++;
      do {
        if (minGallop > 1) minGallop--;
        this.#minGallop = minGallop;
        wonA = this.#gallopRight(items[b]!, copy, a, leftA, 0);
        if (this.#failed) break merging;
        for (let i = 0; i < wonA; i++) items[to++] = copy[a++]!;
        leftA -= wonA;
        if (wonA > 0 && leftA <= 1) break merging;
        items[to++] = items[b++]!;
        if (--leftB === 0) break merging;
        wonB = this.#gallopLeft(copy[a]!, items, b, leftB, 0);
        if (this.#failed) break merging;
        items.copyWithin(to, b, b + wonB);
        to += wonB;
        b += wonB;
        leftB -= wonB;
        if (leftB === 0) break merging;
        items[to++] = copy[a++]!;
        if (--leftA === 1) break merging;
      } while (wonA >= MIN_GALLOP || wonB >= MIN_GALLOP);
      minGallop++;
      this.#minGallop = minGallop;
    }
    if (leftA === 1 && leftB > 0 && !this.#failed) {
      items.copyWithin(to, b, b + leftB);
      items[to + leftB] = copy[a]!;
    } else {
      items.set(copy.subarray(a, a + leftA), to);
    }
  }

  /** The same from the right, for a second run that is the shorter one. */
  #mergeHigh(startA: number, lengthA: number, startB: number, lengthB: number): void {
    const items = this.#items;
    const copy = items.slice(startB, startB + lengthB);
    let a = startA + lengthA - 1;
    let leftA = lengthA;
    let b = lengthB - 1;
    let leftB = lengthB;
    let to = startB + lengthB - 1;
    let minGallop = this.#minGallop;
    items[to--] = items[a--]!;
    leftA--;
    merging: while (leftA > 0 && leftB > 1) {
      let wonA = 0;
      let wonB = 0;
      while (wonA < minGallop && wonB < minGallop) {
        if (this.#lt(copy[b]!, items[a]!)) {
          items[to--] = items[a--]!;
          wonA++;
          wonB = 0;
          if (--leftA === 0) break merging;
        } else {
          if (this.#failed) break merging;
          items[to--] = copy[b--]!;
          wonB++;
          wonA = 0;
          if (--leftB === 1) break merging;
        }
      }
      minGallop++;
      do {
        if (minGallop > 1) minGallop--;
        this.#minGallop = minGallop;
        wonA = leftA - this.#gallopRight(copy[b]!, items, startA, leftA, leftA - 1);
        if (this.#failed) break merging;
        to -= wonA;
        a -= wonA;
        items.copyWithin(to + 1, a + 1, a + 1 + wonA);
        leftA -= wonA;
        if (leftA === 0) break merging;
        items[to--] = copy[b--]!;
        if (--leftB === 1) break merging;
        wonB = leftB - this.#gallopLeft(items[a]!, copy, 0, leftB, leftB - 1);
        if (this.#failed) break merging;
        to -= wonB;
        b -= wonB;
        items.set(copy.subarray(b + 1, b + 1 + wonB), to + 1);
        leftB -= wonB;
        if (wonB > 0 && leftB <= 1) break merging;
        items[to--] = items[a--]!;
        if (--leftA === 0) break merging;
      } while (wonA >= MIN_GALLOP || wonB >= MIN_GALLOP);
      minGallop++;
      this.#minGallop = minGallop;
    }
    if (leftB === 1 && leftA > 0 && !this.#failed) {
      items.copyWithin(to + 1 - leftA, a + 1 - leftA, a + 1);
      items[to - leftA] = copy[b]!;
    } else {
      items.set(copy.subarray(0, leftB), to - leftB + 1);
    }
  }
}

/** A number of 32 … 64 that divides the total into a power of two of runs, or a little less. */
function minimalRun(total: number): number {
  let rest = total;
  let cut = 0;
  while (rest >= MAX_MINRUN) {
    cut |= rest & 1;
    rest >>= 1;
  }
  return rest + cut;
}

/** First binary digit in which the middles of two neighbouring runs, as fractions of the total, differ. */
function boundaryPower(start: number, length: number, lengthNext: number, total: number): number {
  let a = 2 * start + length;
  let b = a + length + lengthNext;
  for (let power = 1; ; power++) {
    if (a >= total) {
      a -= total;
      b -= total;
    } else if (b >= total) {
      return power;
    }
    a *= 2;
    b *= 2;
  }
}
