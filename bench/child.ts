import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';

export type Reply =
  | { id: number; ok: true; value: unknown }
  | { id: number; ok: false; error: string };

/** A process of the bench, driven over IPC by commands of type `C`. */
export interface Child<C> {
  ask<T>(command: C): Promise<T>;
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Lets the process end by itself, so that a profile is written. */
  end(): Promise<void>;
}

export interface ChildOptions {
  env?: Record<string, string>;
  execArgv?: string[];
}

/** Forks a program of this folder through tsx and waits until it is ready. Its errors go to our standard error. */
export const startChild = async <C>(
  file: string,
  { env = {}, execArgv = [] }: ChildOptions = {}
): Promise<Child<C>> => {
  const child: ChildProcess = fork(path.join(__dirname, file), [], {
    execArgv: ['--require', 'tsx/cjs', ...execArgv],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, ...env },
  });
  const waiting = new Map<number, (reply: Reply) => void>();
  let next = 1;
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => {
      for (const [id, settle] of waiting) settle({ id, ok: false, error: `${file} ended` });
      resolve();
    });
  });
  await new Promise<void>((resolve, reject) => {
    child.on('message', (reply: Reply) => {
      if (reply.id === 0) return resolve();
      waiting.get(reply.id)?.(reply);
      waiting.delete(reply.id);
    });
    void exited.then(() => reject(new Error(`${file} ended before it was ready`)));
  });
  return {
    ask: (command) =>
      new Promise((resolve, reject) => {
        const id = next;
        next += 1;
        waiting.set(id, (reply) =>
          reply.ok ? resolve(reply.value as never) : reject(new Error(reply.error))
        );
        child.send({ id, command });
      }),
    kill: async (signal = 'SIGKILL') => {
      child.kill(signal);
      await exited;
    },
    end: async () => {
      if (child.connected) child.send({ id: -1, command: null });
      await exited;
    },
  };
};

/** The other side: answers commands of the driver, and ends with it. */
export const serveCommands = <C>(answer: (command: C) => Promise<unknown>): void => {
  process.on('disconnect', () => process.exit(0));
  process.on('message', (message: { id: number; command: C }) => {
    if (message.id === -1) process.exit(0);
    answer(message.command)
      .then((value): Reply => ({ id: message.id, ok: true, value }))
      .catch((error: unknown): Reply => ({
        id: message.id,
        ok: false,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }))
      .then((reply) => process.send?.(reply))
      .catch(() => process.exit(1));
  });
  process.send?.({ id: 0, ok: true, value: 'ready' } satisfies Reply);
};
