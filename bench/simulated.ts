/** A simulator in a process of its own, with the people's phones reading by themselves. */
import type { ConfigPatch } from '../simulator/src/config';
import { startSimulator, type Simulator } from '../simulator/src/start';
import { serveCommands } from './child';

export type SimulatedCommand =
  | { verb: 'account' }
  | { verb: 'webhook'; url: string }
  | { verb: 'configure'; change: ConfigPatch }
  | { verb: 'reset' }
  | { verb: 'settled' }
  | { verb: 'usage' };

export interface SimulatedAccount {
  url: string;
  wabaId: string;
  phoneNumberId: string;
  token: string;
  appSecret: string;
  /** From acceptance to the read status, ms: pauses that are not work. */
  pausesMs: number;
}

export interface SimulatedUsage {
  cpuMicros: number;
  rssMb: number;
  accepted: number;
  statuses: number;
  posts: number;
  /** Webhooks that were not answered yet. */
  waiting: number;
}

const account = (sim: Simulator): SimulatedAccount => {
  const { statuses } = sim.control.config();
  return {
    url: sim.url,
    wabaId: sim.account.wabaId,
    phoneNumberId: sim.account.phoneNumberIds[0] ?? '',
    token: sim.account.token,
    appSecret: sim.account.appSecret,
    pausesMs: statuses.sentMs + statuses.deliveredMs + statuses.readMs,
  };
};

const usage = (sim: Simulator): SimulatedUsage => {
  const { user, system } = process.cpuUsage();
  const { attempts, queued, retrying, inFlight } = sim.control.deliveries.counts();
  const { accepted, statuses } = sim.control.state()['counters'] as Record<string, number>;
  return {
    cpuMicros: user + system,
    rssMb: Math.round(process.memoryUsage.rss() / 1024 / 1024),
    accepted: accepted ?? 0,
    statuses: statuses ?? 0,
    posts: attempts,
    waiting: queued + retrying + inFlight,
  };
};

const answer = async (sim: Simulator, command: SimulatedCommand): Promise<unknown> => {
  switch (command.verb) {
    case 'account':
      return account(sim);
    case 'webhook':
      return sim.control.setWebhook({ url: command.url, verifyToken: 'bench' });
    case 'configure':
      sim.control.configure(command.change);
      return true;
    case 'reset':
      return sim.control.reset();
    case 'settled':
      return sim.control.deliveries.idle();
    case 'usage':
      return usage(sim);
  }
};

startSimulator({
  config: {
    throughput: { enforce: false },
    messagingLimit: { enforce: false },
    statuses: { autoReadShare: 1 },
  },
})
  .then((sim) => serveCommands<SimulatedCommand>((command) => answer(sim, command)))
  .catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  });
