import { startApp, type AppProcess } from './process';
import type { ChaosCommand } from './protocol';
import { ENGINE } from './setting';

export interface Member {
  app: AppProcess;
  port: number;
  skewMs: number;
  /** Stopped by SIGSTOP: it answers nothing. */
  frozen: boolean;
}

/** The server processes of a run, all on one database. */
export interface Fleet {
  members: Member[];
  /** Asks one that is awake. */
  ask<T>(command: ChaosCommand): Promise<T>;
  /** SIGKILL, and a new process in its place that serves already. Answers how long the start took, in ms. */
  replace(member: Member): Promise<number>;
  freeze(member: Member): void;
  thaw(member: Member): void;
  /** The process that serves the number now; null when none does. */
  holder(): Promise<Member | null>;
  killAll(): Promise<void>;
}

interface FleetOptions {
  /** Names the database. */
  env: Record<string, string>;
  ports: number[];
  /** Of the last process. */
  skewMs: number;
}

export const startFleet = async ({ env, ports, skewMs }: FleetOptions): Promise<Fleet> => {
  const start = (port: number, skew: number) =>
    startApp({ env, port, engine: ENGINE, skewMs: skew });
  const members: Member[] = [];
  const killAll = async () => {
    await Promise.all(members.map(({ app }) => app.kill('SIGKILL')));
  };
  try {
    // One after the other: the first one makes the tables.
    for (const [i, port] of ports.entries()) {
      const skew = i === ports.length - 1 ? skewMs : 0;
      members.push({ app: await start(port, skew), port, skewMs: skew, frozen: false });
    }
  } catch (error) {
    await killAll();
    throw error;
  }
  const awake = () => members.filter(({ frozen }) => !frozen);
  return {
    members,
    killAll,
    ask: (command) => {
      const [first] = awake();
      return first
        ? first.app.ask(command)
        : Promise.reject(new Error('every process is stopped just now'));
    },
    replace: async (member) => {
      await member.app.kill('SIGKILL');
      const began = Date.now();
      member.app = await start(member.port, member.skewMs);
      return Date.now() - began;
    },
    freeze: (member) => {
      member.frozen = true;
      member.app.signal('SIGSTOP');
    },
    thaw: (member) => {
      member.app.signal('SIGCONT');
      member.frozen = false;
    },
    holder: async () => {
      for (const member of awake())
        if (await member.app.ask<boolean>({ verb: 'serves-number' })) return member;
      return null;
    },
  };
};
