import { loadavg } from 'node:os';
import { startChild } from '../child';
import { median, round } from '../numbers';
import type { ReceiverCommand, Received } from '../receiver';
import { printTable } from '../report';
import type { SendCommand, SendResult } from '../sender';
import type { SimulatedAccount, SimulatedCommand, SimulatedUsage } from '../simulated';
import { until, type BenchOptions } from '../world';

const CONNECTIONS = 64;
const LADDER = ['sent', 'delivered', 'read'];

type Started<C> = Awaited<ReturnType<typeof startChild<C>>>;
interface Cast {
  sim: Started<SimulatedCommand>;
  receiver: Started<ReceiverCommand>;
  sender: Started<SendCommand>;
}

const round1 = async ({ sim, receiver, sender }: Cast, messages: number) => {
  const account = await sim.ask<SimulatedAccount>({ verb: 'account' });
  await sim.ask({ verb: 'reset' });
  await receiver.ask({ verb: 'reset', secret: account.appSecret });
  const before = await sim.ask<SimulatedUsage>({ verb: 'usage' });
  const { url, phoneNumberId, token } = account;
  const sent = await sender.ask<SendResult>({
    ...{ url, phoneNumberId, token },
    connections: CONNECTIONS,
    messages,
  });
  await until('every message is read', 300_000, async () => {
    const { statuses } = await receiver.ask<Received>({ verb: 'received' });
    return LADDER.every((status) => (statuses[status] ?? 0) >= sent.accepted);
  });
  await sim.ask({ verb: 'settled' });
  const received = await receiver.ask<Received>({ verb: 'received' });
  const after = await sim.ask<SimulatedUsage>({ verb: 'usage' });
  const statuses = Object.values(received.statuses).reduce((sum, n) => sum + n, 0);
  // The pauses between the statuses are not work: a simulator without any would have been done earlier.
  const wholeMs = Math.max(received.lastAt - sent.startedAt - account.pausesMs, sent.spanMs);
  return {
    refused: sent.refused,
    unsigned: received.unsigned,
    surplus: statuses - LADDER.length * sent.accepted,
    acceptedPerSecond: round((sent.accepted / sent.spanMs) * 1000, 0),
    rate: round((sent.accepted / wholeMs) * 1000, 0),
    statusesPerSecond: round((statuses / wholeMs) * 1000, 0),
    webhooksPerSecond: round((received.posts / wholeMs) * 1000, 0),
    perCpuSecond: round(sent.accepted / ((after.cpuMicros - before.cpuMicros) / 1e6), 0),
    cpuMicros: round((after.cpuMicros - before.cpuMicros) / sent.accepted, 0),
    rssMb: after.rssMb,
  };
};

const show = (messages: number, rows: readonly Awaited<ReturnType<typeof round1>>[]): void =>
  printTable(
    `simulator: ${messages} templates accepted, sent, delivered and read`,
    [
      'round',
      'accepted/s',
      'with statuses/s',
      'statuses/s',
      'webhooks/s',
      'CPU µs/msg',
      'per CPU s',
      'RSS MB',
    ],
    rows.map((r, i) => [
      i + 1,
      r.acceptedPerSecond,
      r.rate,
      r.statusesPerSecond,
      r.webhooksPerSecond,
      r.cpuMicros,
      r.perCpuSecond,
      r.rssMb,
    ])
  );

/** Messages a second that the simulator accepts while it posts three signed statuses of each to a receiver. */
export const simulator = async (options: BenchOptions): Promise<Record<string, unknown>> => {
  const messages = options.recipients ?? 30_000;
  const execArgv = options.profile ? ['--cpu-prof', `--cpu-prof-dir=${options.profile}`] : [];
  const cast: Cast = {
    sim: await startChild<SimulatedCommand>('simulated.ts', { execArgv }),
    receiver: await startChild<ReceiverCommand>('receiver.ts'),
    sender: await startChild<SendCommand>('sender.ts'),
  };
  try {
    const url = await cast.receiver.ask<string>({ verb: 'address' });
    await cast.sim.ask({ verb: 'webhook', url });
    const load = round(loadavg()[0] ?? 0, 1);
    const rows: Awaited<ReturnType<typeof round1>>[] = [];
    for (let i = 0; i < options.rounds; i += 1) rows.push(await round1(cast, messages));
    show(messages, rows);
    const middle = (key: keyof (typeof rows)[number]) => median(rows.map((row) => row[key]));
    return {
      messages,
      rate: middle('rate'),
      acceptedPerSecond: middle('acceptedPerSecond'),
      statusesPerSecond: middle('statusesPerSecond'),
      webhooksPerSecond: middle('webhooksPerSecond'),
      perCpuSecond: middle('perCpuSecond'),
      cpuMicros: middle('cpuMicros'),
      rssMb: Math.max(...rows.map((row) => row.rssMb)),
      refused: rows.reduce((sum, row) => sum + row.refused, 0),
      unsigned: rows.reduce((sum, row) => sum + row.unsigned, 0),
      surplus: rows.reduce((sum, row) => sum + row.surplus, 0),
      loadBefore: load,
      loadAfter: round(loadavg()[0] ?? 0, 1),
    };
  } finally {
    await (options.profile ? cast.sim.end() : cast.sim.kill());
    await cast.receiver.kill();
    await cast.sender.kill();
  }
};
