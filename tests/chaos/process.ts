import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { ChaosCommand, ChaosReply } from './protocol';
import { TYPESCRIPT } from '../support/typescript';

export interface AppProcess {
  ask<T>(command: ChaosCommand): Promise<T>;
  kill(signal: NodeJS.Signals): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  exited: Promise<number | null>;
}

export interface AppOptions {
  env: Record<string, string>;
  port: number;
  engine: Record<string, unknown>;
  /** What else the plugin is told. */
  config?: object;
  failPoint?: string;
  /** How wrong its clock is. */
  skewMs?: number;
}

/** Starts the process under test and waits until it serves. Its errors go to our standard error. */
export const startApp = async ({
  env,
  port,
  engine,
  config = {},
  failPoint,
  skewMs = 0,
}: AppOptions): Promise<AppProcess> => {
  const child: ChildProcess = fork(path.join(__dirname, 'app.ts'), [], {
    execArgv: TYPESCRIPT,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      ...env,
      CHAOS_PORT: String(port),
      CHAOS_ENGINE: JSON.stringify(engine),
      CHAOS_CONFIG: JSON.stringify(config),
      CHAOS_SKEW_MS: String(skewMs),
      ...(failPoint ? { WHATSAPP_FAIL_POINT: failPoint } : {}),
    },
  });
  const waiting = new Map<number, (reply: ChaosReply) => void>();
  let next = 1;
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      for (const [id, settle] of waiting) settle({ id, ok: false, error: 'the process ended' });
      resolve(code);
    });
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', (reply: ChaosReply) => {
      if (reply.id === 0) return resolve();
      waiting.get(reply.id)?.(reply);
      waiting.delete(reply.id);
    });
    // A fail point may end the process before it serves: that is its purpose.
    void exited.then((code) =>
      failPoint
        ? resolve()
        : reject(new Error(`the process ended with ${String(code)} before it served`))
    );
  });
  await ready;
  return {
    exited,
    signal: (signal) => void child.kill(signal),
    kill: async (signal) => {
      child.kill(signal);
      await exited;
    },
    ask: (command) =>
      new Promise((resolve, reject) => {
        const id = next;
        next += 1;
        waiting.set(id, (reply) =>
          reply.ok ? resolve(reply.value as never) : reject(new Error(reply.error))
        );
        child.send({ id, command }, (error) => {
          if (!error) return;
          waiting.delete(id);
          reject(error);
        });
      }),
  };
};
