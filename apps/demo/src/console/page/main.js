import { App } from './app.js';
import { html, render } from './vendor/preact.js';

const place = document.querySelector('#console');
if (place) render(html`<${App} />`, place);
