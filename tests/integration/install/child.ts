import { spawn, type ChildProcess } from 'node:child_process';

export interface Child {
  /** Everything printed so far, both streams. */
  output: () => string;
  /** Waits for a line; throws with the output when the process ends before or the time is over. */
  line: (pattern: RegExp, limitMs?: number) => Promise<RegExpExecArray>;
  /** Ends it with everything it started. */
  stop: () => Promise<void>;
}

interface Command {
  command: string;
  args: string[];
  cwd: string;
  env: Record<string, string>;
}

const ended = (child: ChildProcess): boolean =>
  child.exitCode !== null || child.signalCode !== null;

const stopGroup = async (child: ChildProcess): Promise<void> => {
  if (ended(child) || child.pid === undefined) return;
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  process.kill(-child.pid, 'SIGTERM');
  const late = setTimeout(
    () => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL'),
    8_000
  );
  await gone;
  clearTimeout(late);
};

/** Starts a process in a group of its own. */
export const startChild = ({ command, args, cwd, env }: Command): Child => {
  const child = spawn(command, args, {
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env },
  });
  let text = '';
  const look = new Set<() => void>();
  const keep = (chunk: Buffer) => {
    text += chunk.toString('utf8');
    look.forEach((one) => one());
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.once('close', () => look.forEach((one) => one()));

  const line: Child['line'] = (pattern, limitMs = 90_000) =>
    new Promise((resolve, reject) => {
      const finish = (work: () => void) => {
        clearTimeout(timer);
        look.delete(check);
        work();
      };
      const check = () => {
        const found = pattern.exec(text);
        if (found) finish(() => resolve(found));
        else if (ended(child)) finish(() => reject(new Error(`it ended: ${text}`)));
      };
      const timer = setTimeout(
        () => finish(() => reject(new Error(`no ${String(pattern)} in ${limitMs} ms: ${text}`))),
        limitMs
      );
      look.add(check);
      check();
    });

  return { output: () => text, line, stop: () => stopGroup(child) };
};
