import { effect } from '@preact/signals';
import { render } from 'preact';
import { App } from './app.js';
import { listenToKeys } from './parts/keyboard.js';
import { openGiven } from './run/given.js';
import { openAddress } from './state/address.js';
import { language, texts } from './texts.js';

effect(() => {
  document.documentElement.lang = language.value;
  document.title = texts.value.title;
});

render(<App />, document.getElementById('app')!);
listenToKeys();
openAddress(await openGiven());
