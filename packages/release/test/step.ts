import { actions } from '../src/actions.ts';

const all = actions();

/** What an action runs, given its inputs: its script for bash, and the variables that this reads. */
export function stepOf(name: string, given: Record<string, string>): { script: string; env: Record<string, string> } {
  const { inputs, runs } = all.get(name)!;
  const { run: script = '', env = {} } = runs.steps.find((step) => step.run !== undefined)!;
  const value = (text: string): string =>
    text.replace(/^\$\{\{ inputs\.([\w-]+) \}\}$/, (_, input: string) => given[input] ?? inputs[input]!.default ?? '');
  return { script, env: Object.fromEntries(Object.entries(env).map(([variable, text]) => [variable, value(text)])) };
}
