/** Does one step after the other; ends this process with the exit code of the first that is not 0, or with 0. */
export async function inOrder(...steps) {
  for (const step of steps) {
    const code = await step();
    if (code !== 0) return process.exit(code);
  }
}
