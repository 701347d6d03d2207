"use strict";

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Does one piece of work and shows its name, the seconds that pass and how it ended, on stderr. */
async function step(title, work) {
  const since = performance.now();
  const live = process.stderr.isTTY;
  const show = (mark, end) => process.stderr.write(`${live ? "\r" : ""}${mark} ${title}  ${seconds(since)}${end}`);
  if (live) show("·", "");
  else process.stderr.write(`· ${title} …\n`);
  const timer = live ? setInterval(() => show("·", ""), 500) : undefined;
  try {
    const result = await work();
    show("✓", "\n");
    return result;
  } catch (error) {
    show("✗", "\n");
    throw error;
  } finally {
    clearInterval(timer);
  }
}

module.exports = { step };
