/** Where enumerate, zip, map, filter and reversed keep what they go over. */

/** enumobject. */
export const enum Enumerate {
  /** Number of the next item, in 64 bits; not used once there is a long one. */
  Index = 4,
  Iterator = 6,
  Result = 8,
  LongIndex = 10,
}

/** zipobject. */
export const enum Zip {
  Count = 4,
  Iterators = 6,
  Result = 8,
  Strict = 10,
}

export const enum MapField {
  Iterators = 4,
  Function = 6,
}

export const enum Filter {
  Function = 4,
  Iterator = 6,
}

export const enum Reversed {
  /** Index of the next item, −1 at the end. */
  Index = 4,
  Sequence = 6,
}
