import type { NativeFunction } from '../objects/native.js';

/** sys.audit: nobody can listen to events yet, so telling one has no effect; not even its name is looked at. */
export const audit: NativeFunction = {
  name: 'audit',
  doc: 'audit(event, *args)\n\nPasses the event to any hooks that are attached.',
  signature: '',
  code: (rt, _args, count, kwnames) => {
    if (kwnames !== 0) return rt.raise('TypeError', 'sys.audit() takes no keyword arguments');
    if (count === 0) return rt.raise('TypeError', "audit() missing 1 required positional argument: 'event'");
    return rt.none();
  },
};
