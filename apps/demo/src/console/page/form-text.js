/**
 * What was typed into a field of a form, without the space around it.
 *
 * @param {HTMLFormElement} form
 * @param {string} name
 */
export function formText(form, name) {
  const value = new FormData(form).get(name);
  return typeof value === 'string' ? value.trim() : '';
}
