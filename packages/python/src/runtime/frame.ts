/**
 * The frame stack: a region of linear memory in which every counted reference that compiled code and built-ins hold has a
 * slot.
 *
 *     fp                                                              fp + size
 *     ┌──────────┬────────────┬─────────┬──────────┬────────┬─ ─ ─ ─ ─┬─────────────────────────────────
 *     │ function │ frame obj. │ locals  │  return  │ local 0, local 1 …│ values of the expression being
 *     │ previous │ size       │ compiled│ position │                   │ evaluated, windows of calls
 *     └──────────┴────────────┴─────────┴──────────┴────────┴─ ─ ─ ─ ─┴─────────────────────────────────
 *
 * Slots are 8 bytes, as in CPython. The low word of a slot is a counted reference or 0; the high word of the four header
 * slots holds what is not a reference. So the accounting needs no knowledge of frames: every even word from the bottom to
 * the top of the stack is a holder. Above the top all even words are 0, so that a new frame needs no clearing.
 *
 * A call's window is the callee's frame in the making: the caller puts the function into its header and the arguments
 * into its first locals, and the callee runs there. Arguments are so moved, never copied (3.11 to 3.13).
 */
export const enum Frame {
  /** The function that runs; keeps its code, globals and closure alive. */
  Function = 0,
  /** Word of the frame below. */
  Previous = 1,
  /** The frame object, once somebody asked for one. */
  Object = 2,
  /** Words of the frame that may hold references, header included. */
  Size = 3,
  /** The dictionary of local names, in module and class bodies. */
  Locals = 4,
  /** Number of the compiled code; 0 in the bottom frame. */
  Compiled = 5,
  /** The value on its way out, while the locals are being dropped. */
  Return = 6,
  /** Index of the current position in the code's table of positions. */
  Position = 7,
  /** First local; the header's length. */
  Slots = 8,
}

/** Position of a frame that is being left: its locals are dropped, and nobody sees it any more. */
export const LEAVING = -2;

/** Words from one slot to the next. */
export const SLOT = 2;

/** The words below the bottom frame; even ones are counted references. */
export const enum State {
  /** The exception on its way (sys.exc_info() of C code): 0 if none. */
  Error = 0,
  /** Word of the running frame. */
  Frame = 1,
  /** The exception being handled: 0 if none. */
  Handled = 2,
  /** sys.set_asyncgen_hooks: what is called with a new asynchronous generator, and with one to be finalized; 0 if none. */
  FirstIterHook = 4,
  FinalizerHook = 6,
  /** Calls that are left until the recursion limit. */
  Remaining = 3,
  /** Highest word a frame may reach. */
  StackLimit = 5,
  /** 1: the exception on its way has already the running frame in its traceback. */
  TracebackDone = 7,
  /** The generator that runs innermost, 0 if none: exceptions that its resumer handles are found through it. Not counted. */
  Running = 9,
  /** Levels of native recursion that are left. */
  NativeLeft = 11,
  Words = 12,
}
