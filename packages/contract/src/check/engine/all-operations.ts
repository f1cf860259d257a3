import type { Operation } from '@cc-gateway/spec';
import { firstLine } from './first-line.ts';
import { exampleSession } from '../requests/starting-values.ts';
import { credentialsFor, needsSession } from '../requests/serialize.ts';
import type { Control } from './control.ts';
import { checkOperation } from './one-operation.ts';
import { OperationStopError, StopError } from './pace.ts';
import type { EngineRun } from './run.ts';

/** How deep an operation was tried: a valid call, wrong sessions and broken constraints are its essentials. */
export type Depth = 'essentials' | 'everything';

/** How the operations of a contract were taken, and what ended the run early. */
export interface Course {
  controls: Control[];
  /** How deep each operation was tried. */
  depths: Map<Operation, Depth>;
  /** What ended the run, for people. */
  stopped?: string;
  /** Why the checks of operations could not go on, by an error of their own. */
  broken: string[];
}

/**
 * Checks one operation after the other. One whose checks break is recorded as untested, and the run goes on. Those whose share of the
 * budget was too small go on at the end, with what the others have left, where they had stopped.
 */
export async function checkAll(run: EngineRun): Promise<Course> {
  const course: Course = { controls: [], depths: new Map(), broken: [] };
  const operations = inOrder(run.contract.operations);
  const cutShort: Operation[] = [];
  for (const [index, operation] of operations.entries()) {
    if (operations.length > 1) run.pace.begin(operation, operations.length - index - 1);
    const stop = await checkOne(run, operation, course);
    if (stop instanceof StopError)
      return { ...course, stopped: stoppedAt(run, operation, operations.slice(index + 1), stop) };
    if (stop?.isShare) cutShort.push(operation);
  }
  for (const [index, operation] of cutShort.entries()) {
    if (run.pace.isSpent()) break;
    run.pace.begin(operation, cutShort.length - index - 1);
    run.goOn(operation);
    const stop = await checkOne(run, operation, course);
    // What the first round has found out stands, whatever ends the second one.
    if (stop instanceof StopError) break;
  }
  const stopped = await finish(run);
  return stopped === undefined ? course : { ...course, stopped };
}

/** Checks one operation; gives what stopped its checks, or the whole run. */
async function checkOne(
  run: EngineRun,
  operation: Operation,
  course: Course,
): Promise<StopError | OperationStopError | undefined> {
  run.options.onProgress?.(`${operation.method} ${operation.path}`);
  const noteEssentials = (control: Control): void => {
    if (control.reason !== undefined && control.state !== 'accepted')
      run.recorder.leaveOut(operation, 'valid calls', run.redactor.redact(control.reason, operation));
    course.controls.push(control);
    course.depths.set(operation, 'essentials');
  };
  try {
    const session = run.options.auth ?? sessionFor(run, operation);
    if (session !== undefined)
      run.redactor.add(session, "a session key that the document's examples name, or a made-up one");
    const control = await checkOperation(run, operation, session, noteEssentials);
    if (control.isImpossible || run.pace.requests(operation) === 0) course.depths.delete(operation);
    else course.depths.set(operation, 'everything');
    run.recorder.takeBack(operation, 'the rest of its checks');
    return undefined;
  } catch (error) {
    if (error instanceof StopError) return error;
    if (error instanceof OperationStopError) {
      run.recorder.leaveOut(operation, 'the rest of its checks', error.message);
      course.broken.push(`${operation.id}: ${error.message}`);
      return error;
    }
    const reason = `its checks broke off: ${run.redactor.redact(firstLine(error), operation)}`;
    course.depths.delete(operation);
    run.recorder.leaveOut(operation, 'the operation', reason);
    course.broken.push(`${operation.id}: ${reason}`);
    return undefined;
  }
}

/** Does what is left for the end, which a provider may break at. Gives what stopped it, or broke off. */
async function finish(run: EngineRun): Promise<string | undefined> {
  let broken: string | undefined;
  for (const { operation, job } of run.last) {
    try {
      await job();
    } catch (error) {
      // Operations that share a budget have had their part of it.
      if (error instanceof OperationStopError || (run.pace.isSpent() && run.contract.operations.length > 1)) {
        run.recorder.leaveOut(operation, 'malformed requests', firstLine(error));
        continue;
      }
      if (!(error instanceof StopError)) {
        const reason = `its checks broke off: ${run.redactor.redact(firstLine(error), operation)}`;
        run.recorder.leaveOut(operation, 'malformed requests', reason);
        broken ??= `malformed requests of ${operation.id}: ${reason}`;
        continue;
      }
      run.recorder.leaveOut(operation, 'malformed requests', `the run was stopped: ${error.message}`);
      if (error.isGone)
        run.recorder.find('status/server-error', undefined, error.message, {
          operation,
          about: 'requests that nobody sends in good faith',
        });
      return error.message;
    }
  }
  return broken;
}

/** First what makes things, last what removes them. */
const inOrder = (operations: Operation[]): Operation[] => {
  const rank = ({ method }: Operation): number => ({ POST: 0, DELETE: 2 })[method] ?? 1;
  return operations.toSorted((left, right) => rank(left) - rank(right));
};

/** What ended the run, and how many operations it did not reach; they are recorded as untested. */
function stoppedAt(
  { contract, recorder }: EngineRun,
  operation: Operation,
  left: Operation[],
  { message }: StopError,
): string {
  const { operations } = contract;
  recorder.leaveOut(operation, 'the rest of its checks', `the run was stopped: ${message}`);
  for (const each of left) recorder.leaveOut(each, 'the operation', 'not reached: the run was stopped before');
  if (left.length === 0) return message;
  return `${message}; ${left.length} of ${operations.length} operations were not reached`;
}

/** At `full`, the session of the document's examples; a made-up one where there is none. */
function sessionFor({ contract, options }: EngineRun, operation: Operation): string | undefined {
  if (!needsSession(operation) || options.level !== 'full') return undefined;
  return exampleSession(contract, operation) ?? credentialsFor(operation)('7d0f3c9a51e84b26a9c07e14f25b83d6');
}
