import { post } from './api.js';
import { formText } from './form-text.js';
import { useAction } from './use-action.js';
import { html } from './vendor/preact.js';

/** What may be tried out, since this AWS is only here. @param {{ stsThrottles: boolean }} props */
export function EmbeddedPanel({ stsThrottles }) {
  const throttle = useAction(() => post('/embedded/sts', { throttles: !stsThrottles }));
  const add = useAction(async (/** @type {HTMLFormElement} */ form) => {
    await post('/embedded/accounts', { name: formText(form, 'name') });
    form.reset();
  });
  /** @param {SubmitEvent} event */
  const submit = (event) => {
    event.preventDefault();
    void add.run(event.target);
  };
  const problem = throttle.problem ?? add.problem;
  return html`
    <section class="panel">
      <h2>Embedded AWS</h2>
      <p>This AWS runs inside the demo. Break something, and see what the library makes of it.</p>
      <p class="switch">
        <button
          role="switch"
          aria-checked=${stsThrottles}
          aria-labelledby="throttle"
          onClick=${() => throttle.run()}
        >
          <i></i>
        </button>
        <span id="throttle">STS throttles every AssumeRole</span>
      </p>
      <form class="add" onSubmit=${submit}>
        <label>New account <input name="name" placeholder="Experiments" maxlength="50" required /></label>
        <button disabled=${add.isBusy}>Add account</button>
      </form>
      <p>Trust is broken and repaired at each account.</p>
      ${problem && html`<p class="alert" role="alert">${problem}</p>`}
    </section>
  `;
}
