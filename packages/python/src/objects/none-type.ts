import type { BuiltinDefinition } from './catalog.js';

/** NoneType, NotImplementedType, ellipsis: one object each. */
export const singletonTypes: readonly BuiltinDefinition[] = [
  {
    key: 'NoneType',
    final: true,
    layout: () => ({ basicSize: 16 }),
    slots: { repr: (rt) => rt.str('None'), bool: () => 0 },
  },
  {
    key: 'NotImplementedType',
    final: true,
    layout: () => ({ basicSize: 16 }),
    slots: {
      repr: (rt) => rt.str('NotImplemented'),
      bool: (rt) => {
        rt.raise('TypeError', 'NotImplemented should not be used in a boolean context');
        return -1;
      },
    },
  },
  {
    key: 'ellipsis',
    final: true,
    layout: () => ({ basicSize: 16 }),
    slots: { repr: (rt) => rt.str('Ellipsis') },
  },
];
