import type { Operation } from '@cc-gateway/spec';
import { firstLine } from '../usage.ts';
import { exampleSession } from './base.ts';
import { needsSession } from './build.ts';
import type { Control } from './control.ts';
import { checkOperation } from './operation.ts';
import { StopError, type Run } from './run.ts';

/** How the operations of a contract were taken, and what ended the run early. */
export interface Course {
  controls: Control[];
  /** How many operations were checked to the end, with at least one request. */
  exercised: number;
  /** What ended the run, for people. */
  stopped?: string;
  /** Why the checks of operations could not go on, by an error of their own. */
  broken: string[];
}

/** Checks one operation after the other. One whose checks break is recorded as untested, and the run goes on. */
export async function checkAll(run: Run): Promise<Course> {
  const course: Course = { controls: [], exercised: 0, broken: [] };
  for (const operation of run.contract.operations) {
    run.options.onProgress?.(`${operation.method} ${operation.path}`);
    const before = run.requests;
    try {
      const session = run.options.auth ?? sessionFor(run, operation);
      if (session !== undefined) run.redactor.add(session);
      course.controls.push(await checkOperation(run, operation, session));
      course.exercised += Number(run.requests > before);
    } catch (error) {
      if (error instanceof StopError) return { ...course, stopped: error.message };
      const reason = `its checks broke off: ${run.redactor.redact(firstLine(error))}`;
      run.recorder.leaveOut(operation, 'the operation', reason);
      course.broken.push(`${operation.id}: ${reason}`);
    }
  }
  return course;
}

/** At `full`, the session of the document's examples; a made-up one where there is none. */
function sessionFor({ contract, options }: Run, operation: Operation): string | undefined {
  if (!needsSession(operation) || options.level !== 'full') return undefined;
  return exampleSession(contract, operation) ?? 'cc-gateway-contract-made-up-key';
}
