// Stands for a measuring script: it exists on the page only after a yes, and stops at a no.
const counter = document.querySelector('[data-seconds]');
const clock = setInterval(() => { counter.textContent = Number(counter.textContent) + 1; }, 1000);

document.dispatchEvent(new CustomEvent('demo:started', { detail: 'analytics' }));
document.addEventListener('volens:change', ({ detail: choice }) => {
  if (!choice?.given.includes('analytics')) clearInterval(clock);
});
