import { keepKey } from './api.js';
import { formText } from './form-text.js';
import { html } from './vendor/preact.js';

/** Asks for an API key. @param {{ onKey: () => void }} props */
export function KeyForm({ onKey }) {
  /** @param {SubmitEvent} event */
  const submit = (event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    keepKey(formText(form, 'key'));
    onKey();
  };
  return html`
    <main>
      <form class="panel key" onSubmit=${submit}>
        <h2>This service asks for an API key</h2>
        <p>One of those in <code>DEMO_API_KEYS</code>. It is kept in this tab until you close it.</p>
        <label>API key <input name="key" type="password" autocomplete="off" required /></label>
        <button class="primary">Open the console</button>
      </form>
    </main>
  `;
}
