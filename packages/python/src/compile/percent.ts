import type * as ast from '../syntax/nodes.js';
import { fold } from './fold.js';

/**
 * `'%s: %r' % (a, b)` is compiled as `f'{a!s}: {b!r}'` (optimize_format): no tuple is made, and each value is formatted before
 * the next one is evaluated.
 */
export function asJoinedStr(node: ast.BinOp): ast.JoinedStr | undefined {
  const { left, right } = node;
  if (node.op !== 'Mod' || right.kind !== 'Tuple' || left.kind !== 'Constant' || left.value.t !== 'str')
    return undefined;
  if (right.elts.some((element) => element.kind === 'Starred') || fold(right) !== undefined) return undefined;
  const pieces = left.value.value.split(UNIT);
  // Text stands at even places, units between it.
  if (pieces.length !== 2 * right.elts.length + 1) return undefined;
  const values: ast.Expr[] = [];
  for (const [i, piece] of pieces.entries()) {
    if (i % 2 === 0) {
      if (!isText(piece)) return undefined;
      if (piece !== '') values.push(text(left, piece.replaceAll('%%', '%')));
    } else {
      values.push(formatted(right.elts[i >> 1]!, piece));
    }
  }
  return { ...located(node), kind: 'JoinedStr', values };
}

/** A literal `%%`, which belongs to the text, or a unit that can be written as one of an f-string. */
const UNIT = /(?<=(?:^|[^%])(?:%%)*)%([-+ #0]*(?:[1-9][0-9]{0,2})?(?:\.[0-9]{0,3})?[sra])/;

function isText(piece: string): boolean {
  return !piece.replaceAll('%%', '').includes('%');
}

function formatted(value: ast.Expr, unit: string): ast.FormattedValue {
  const [, flags = '', width = '', precision = '', conversion = 's'] = PARTS.exec(unit)!;
  const align = width !== '' && !flags.includes('-') ? '>' : '';
  // The precision of nothing is 0.
  const spec = `${align}${width}${precision === '.' ? '.0' : precision}`;
  const part: ast.JoinedStr | null =
    spec === '' ? null : { ...located(value), kind: 'JoinedStr', values: [text(value, spec)] };
  return {
    ...located(value),
    kind: 'FormattedValue',
    value,
    conversion: conversion.charCodeAt(0),
    format_spec: part,
  };
}

const PARTS = /^([-+ #0]*)([0-9]*)(\.[0-9]*)?(.)$/;

function text(where: ast.Located, value: string): ast.Constant {
  return { ...located(where), kind: 'Constant', value: { t: 'str', value }, kind_: null };
}

function located({ lineno, col_offset, end_lineno, end_col_offset }: ast.Located): ast.Located {
  return { lineno, col_offset, end_lineno, end_col_offset };
}
