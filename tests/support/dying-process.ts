import { fork } from 'node:child_process';
import path from 'node:path';
import { TYPESCRIPT } from './typescript';

/** Its fail point is reached long before, also on a busy machine. */
const LIMIT_MS = 90_000;

/** A program of this folder that is to die at a named place of the code. */
export interface Dying {
  program: 'erase-process' | 'handover-process' | 'import-process' | 'outbound-process';
  env: Record<string, string>;
  failPoint: string;
}

/** Runs it until its fail point kills it; answers the signal. */
export const dies = ({ program, env, failPoint }: Dying): Promise<NodeJS.Signals | null> =>
  new Promise((resolve, reject) => {
    const child = fork(path.join(__dirname, `${program}.ts`), [], {
      execArgv: TYPESCRIPT,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, ...env, WHATSAPP_FAIL_POINT: failPoint },
    });
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error('the fail point was not reached'));
    }, LIMIT_MS);
    child.once('exit', (_code, signal) => {
      clearTimeout(late);
      resolve(signal);
    });
  });
