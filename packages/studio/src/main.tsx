import { effect } from '@preact/signals';
import { render } from 'preact';
import { App } from './app.js';
import { EXAMPLES } from './examples.js';
import { listenToKeys } from './parts/keyboard.js';
import { openGiven } from './run/given.js';
import { openExample } from './state/studio.js';
import { language, texts } from './texts.js';

effect(() => {
  document.documentElement.lang = language.value;
  document.title = texts.value.title;
});

render(<App />, document.getElementById('app')!);
listenToKeys();
if (!(await openGiven())) openExample(EXAMPLES[0]!.name);
