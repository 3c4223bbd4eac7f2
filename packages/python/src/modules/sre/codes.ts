/** The numbers that re._constants gives to the parts of a compiled pattern: words of a program, as `_sre.compile` gets them. */

export const enum Op {
  Failure = 0,
  Success = 1,
  Any = 2,
  AnyAll = 3,
  Assert = 4,
  AssertNot = 5,
  At = 6,
  Branch = 7,
  Category = 8,
  Charset = 9,
  BigCharset = 10,
  GroupRef = 11,
  GroupRefExists = 12,
  In = 13,
  Info = 14,
  Jump = 15,
  Literal = 16,
  Mark = 17,
  MaxUntil = 18,
  MinUntil = 19,
  NotLiteral = 20,
  Negate = 21,
  Range = 22,
  Repeat = 23,
  RepeatOne = 24,
  Subpattern = 25,
  MinRepeatOne = 26,
  AtomicGroup = 27,
  PossessiveRepeat = 28,
  PossessiveRepeatOne = 29,
  GroupRefIgnore = 30,
  InIgnore = 31,
  LiteralIgnore = 32,
  NotLiteralIgnore = 33,
  GroupRefLocIgnore = 34,
  InLocIgnore = 35,
  LiteralLocIgnore = 36,
  NotLiteralLocIgnore = 37,
  GroupRefUniIgnore = 38,
  InUniIgnore = 39,
  LiteralUniIgnore = 40,
  NotLiteralUniIgnore = 41,
  RangeUniIgnore = 42,
}

/** Where in the text something is. */
export const enum At {
  Beginning = 0,
  BeginningLine = 1,
  BeginningString = 2,
  Boundary = 3,
  NonBoundary = 4,
  End = 5,
  EndLine = 6,
  EndString = 7,
  LocBoundary = 8,
  LocNonBoundary = 9,
  UniBoundary = 10,
  UniNonBoundary = 11,
}

/** Classes of characters: an odd number is the opposite of the one below it. */
export const enum Category {
  Digit = 0,
  Space = 2,
  Word = 4,
  LineBreak = 6,
  LocWord = 8,
  UniDigit = 10,
  UniSpace = 12,
  UniWord = 14,
  UniLineBreak = 16,
  Last = 17,
}

/** Bits of the block that begins a program: what a search can look for. */
export const enum Info {
  Prefix = 1,
  Literal = 2,
  Charset = 4,
}

/** Bits of a pattern's flags. */
export const enum Flag {
  IgnoreCase = 2,
  Locale = 4,
  Multiline = 8,
  DotAll = 16,
  Unicode = 32,
  Verbose = 64,
  Debug = 128,
  Ascii = 256,
}

/** "As often as it goes", read as a signed word. */
export const UNBOUNDED = -1;

/** The largest number of repeats and the largest number of groups that a pattern can name. */
export const MAX_REPEAT = 4294967295;
export const MAX_GROUPS = 1073741823;
