import { effect, signal } from '@preact/signals';

/** Light, dark, or as the system has it. */
export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export const theme = signal<Theme>('auto');

/** Counts changes of the look: what is drawn with colours read from the page is drawn again. */
export const lookChanges = signal(0);

effect(() => {
  document.documentElement.dataset['theme'] = theme.value;
  lookChanges.value = lookChanges.peek() + 1;
});

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  lookChanges.value++;
});
