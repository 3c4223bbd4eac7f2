import { useEffect, useState } from 'preact/hooks';

/** A part of a picture. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Pixels around the window that are drawn as well: what the keyboard goes to next, and what a little scrolling shows. */
const AROUND = 500;

/** The area moves by so many pixels at once, so that scrolling seldom draws anew. */
const GRID = 250;

export function scaled({ left, top, right, bottom }: Area, by: number): Area {
  return { left: left * by, top: top * by, right: right * by, bottom: bottom * by };
}

export const meets = (a: Area, b: Area): boolean =>
  a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

/**
 * The area of a picture that the window shows, with some more around it, in pixels from the picture's corner. Of a large graph only this is drawn: a browser needs a tenth of a
 * second for some hundred boxes, whether somebody sees them or not.
 */
export function useVisibleArea(element: Element | null): Area {
  const [origin, setOrigin] = useState({ left: 0, top: 0 });
  const [size, setSize] = useState({ width: window.innerWidth, height: window.innerHeight });
  useEffect(() => {
    if (element === null) return;
    const measure = (): void => {
      const box = element.getBoundingClientRect();
      const onGrid = (pixels: number): number => Math.floor(-pixels / GRID) * GRID;
      const next = { left: onGrid(box.left), top: onGrid(box.top) };
      setOrigin((before) => (before.left === next.left && before.top === next.top ? before : next));
      const { innerWidth: width, innerHeight: height } = window;
      setSize((before) => (before.width === width && before.height === height ? before : { width, height }));
    };
    measure();
    document.addEventListener('scroll', measure, true);
    window.addEventListener('resize', measure);
    return () => {
      document.removeEventListener('scroll', measure, true);
      window.removeEventListener('resize', measure);
    };
  }, [element]);
  return {
    left: origin.left - AROUND,
    top: origin.top - AROUND,
    right: origin.left + GRID + size.width + AROUND,
    bottom: origin.top + GRID + size.height + AROUND,
  };
}
