/** Whether a key goes into a field, or belongs to the browser. */
export function isTyping(event) {
  const field = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]');
  return Boolean(field) || event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
}
