import { contractVersions } from '@cc-gateway/spec';
import { assignment, printedCommands } from '../src/commands.ts';

/** Where the gateway is, in what is printed. */
export const gatewayAddress = /https?:\/\/(?:127\.0\.0\.1|gateway\.example):8043\b/g;

/**
 * What stands for ports, addresses and names of printed commands where a test types them: a port is a free one, and what is
 * there only for somebody else is a variable that the test sets. All else is typed as it is printed.
 */
const standIns: [printed: RegExp, typed: string][] = [
  [gatewayAddress, '$GATEWAY'],
  [/\bURL\b/, '$GATEWAY'],
  [/http:\/\/127\.0\.0\.1:9000\/move\b/g, '$SERVICE'],
  [/(?<= drill .*--port )\d+/, '$FREE_PORT'],
  [/(?<= )(--port|--control|-p) \d+/g, '$1 0'],
  [/^npx @cc-gateway\/mock\b(?!.* (?:--port|-p) ).*$/, '$& --port 0'],
  [/^npm run mock$/, '$& -- --port 0'],
  [/(?<=CC_GATEWAY_AUTH=)…/, '$GUID'],
  [/(?<=CONTROL=)http:\/\/127\.0\.0\.1:8044\b/, '$CONTROL'],
  [/(?<=--contract-version )X\b/, contractVersions()[0]],
  [/\bf1-[\da-f]{10}\b/, '$PROBE'],
  [/\bREVISION\b/, 'HEAD~1'],
  [/(?<=contract -- check) …$/, ' $GATEWAY'],
  // All of them are in the drill's own tests.
  [/(?<= drill) /, ' --situation success '],
  // What asks the one who types.
  [/(?<=^npm run changeset)$/, ' -- --empty'],
];

/** Who types a printed command: who has the packages, who has a clone, or who has an engine for containers. */
export function placeOf(command: string): 'project' | 'clone' | 'container' | 'assignment' | undefined {
  if (assignment.test(command)) return 'assignment';
  if (/^(npx @|npm install |curl )/.test(command)) return 'project';
  if (command.startsWith('npm ')) return 'clone';
  return command.startsWith('docker ') ? 'container' : undefined;
}

/** The commands that are typed in a place, each once, as a test types them: with what is set for them in front. */
export function typedIn(place: ReturnType<typeof placeOf>): string[] {
  const typed = printedCommands()
    .filter(({ command }) => placeOf(command) === place)
    .map(({ command, set }) => [...set, command].map(typedFor).join('; '));
  return [...new Set(typed)];
}

const typedFor = (command: string): string =>
  standIns.reduce((text, [printed, typed]) => text.replace(printed, typed), command);

/** What a command that serves until it is stopped prints once it does; undefined for one that ends by itself. */
export const servingSays = (command: string): RegExp | undefined =>
  [
    [/@cc-gateway\/mock\b|^npm run mock\b/, /^curl [^]*?[^\\]\n/m],
    [/@cc-gateway\/sandbox\b|^npm start\b/, /Stop with Ctrl-C/],
    [/ --proxy /, /http:\/\/127\.0\.0\.1:\d+/],
    [/^npm run watch\b/, /Waiting for file changes/],
  ].find(([serving]) => serving!.test(command))?.[1];

/** Whether a command is what runs tests, which no test of these can type: .ci/run and the workflows do. */
export const isByItself = (command: string): boolean => /^npm (test|run test:\w+)$/.test(command);
