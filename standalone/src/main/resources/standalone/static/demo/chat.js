// Stands for a chat widget: it exists on the page only after a yes.
document.dispatchEvent(new CustomEvent('demo:started', { detail: 'functional' }));
