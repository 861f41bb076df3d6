import { startSimulator, type Simulator } from '../../../simulator/src/start';
import type { ConversationView } from '../../../server/src/contracts/conversations';
import { startApp, type AppProcess } from '../../chaos/process';
import type { ChaosCommand } from '../../chaos/protocol';
import { createDatabase, type DatabaseClient } from '../../support/databases';
import { freePort } from '../../support/free-port';
import { eventually } from '../../support/world';

const ENGINE = {
  leaseMs: 1_500,
  renewMs: 500,
  beatMs: 1_000,
  sweepMs: 500,
  callMs: 1_000,
  uncertainAfterMs: 3_000,
  catchUp: [],
  changeRetryMs: [50, 100],
  drainMs: 2_000,
};
const TEAM = ['chat.read', 'chat.read-all', 'chat.reply', 'settings.configure'];

export interface Agent {
  id: number;
  token: string;
}
type Job = Extract<ChaosCommand, { verb: 'tick' }>['job'];
type Row = Record<string, unknown>;

/** A number whose customers write, and processes on one database that a test may end. */
export interface DeskProcesses {
  sim: Simulator;
  urls: string[];
  accountId: number;
  /** The boss; who else is made sees what they may. */
  boss: Agent;
  agent(): Promise<Agent>;
  app(process?: number): AppProcess;
  boot(): Promise<void>;
  /** The first process dies at this place, whenever it comes there. */
  arm(point: string): Promise<void>;
  died(): Promise<void>;
  call<T>(method: string, path: string, more?: Call): Promise<{ status: number; body: T }>;
  rows(table: string): Promise<Row[]>;
  /** All processes do this timer's work so often at once. */
  tick(job: Job, times?: number): Promise<void>;
  /** A new customer writes; answers when it stands in a conversation. */
  written(text?: string): Promise<ConversationView & { phone: string }>;
  /** What came out on a customer's phone. */
  onPhone(phone: string): string[];
  close(): Promise<void>;
}
interface Call {
  body?: object;
  as?: Agent;
  process?: number;
}

const textOf = (content: unknown): string => (content as { body?: string }).body ?? '';

interface DeskOptions {
  /** Processes on the database. */
  count?: number;
  /**
   * Where no process dies, a call may take as long as a busy machine needs. With the short times above a message whose call
   * took a second is `uncertain`, and nobody sends it again.
   */
  engine?: Partial<typeof ENGINE & { instanceDeadMs: number }>;
  /** Of the processes, beside their database. */
  env?: Record<string, string>;
}

export const startDesk = async (
  client: DatabaseClient,
  { count = 1, engine = {}, env = {} }: DeskOptions = {}
): Promise<DeskProcesses> => {
  const database = await createDatabase(client);
  const ports = await Promise.all(Array.from({ length: count }, () => freePort()));
  const sim = await startSimulator();
  sim.control.configure({
    statuses: { sentMs: 20, deliveredMs: 40, readMs: 60 },
    webhooks: { retryGapsMs: [100, 200, 400] },
    throughput: { enforce: false },
    pairRate: { enforce: false },
  });
  await sim.control.setWebhook({
    url: `http://127.0.0.1:${ports[0]}/api/whatsapp/webhook`,
    verifyToken: 'desk',
  });
  const start = (port: number) =>
    startApp({ env: { ...database.env, ...env }, port, engine: { ...ENGINE, ...engine } });
  const apps: AppProcess[] = [];
  for (const port of ports) apps.push(await start(port));
  const app = (process = 0) => apps[process] as AppProcess;
  const { wabaId, token, appSecret, phoneNumberIds } = sim.account;
  const phoneNumberId = phoneNumberIds[0];
  const account = { name: 'Desk', wabaId, phoneNumberId, token, appSecret, verifyToken: 'desk' };
  // Connects the number; its campaign to one person does not matter here.
  const seed = { recipients: 1, policy: 'ask', account: { ...account, baseUrl: sim.url } } as const;
  const { campaignId } = await app().ask<{ campaignId: number }>({ verb: 'seed', ...seed });
  await eventually('the number is at rest', async () => {
    const { state } = await app().ask<{ state: string }>({ verb: 'state', campaignId });
    return state === 'completed';
  });
  const agent = () => app().ask<Agent>({ verb: 'agent', actions: TEAM });
  const boss = await agent();
  const rows = (table: string) => app().ask<Row[]>({ verb: 'rows', table });
  const [number] = await rows('whatsapp_accounts');
  let people = 0;

  const call = async <T>(
    method: string,
    path: string,
    { body, as = boss, process = 0 }: Call = {}
  ): Promise<{ status: number; body: T }> => {
    const answer = await fetch(`http://127.0.0.1:${ports[process]}/whatsapp${path}`, {
      method,
      headers: { Authorization: `Bearer ${as.token}`, 'Content-Type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, body: (await answer.json()) as T };
  };
  return {
    sim,
    urls: ports.map((port) => `http://127.0.0.1:${port}`),
    accountId: Number(number?.id),
    boss,
    agent,
    app,
    boot: async () => void (apps[0] = await start(ports[0] as number)),
    arm: async (point) => void (await app().ask({ verb: 'arm', point })),
    died: async () => void (await app().exited),
    call,
    rows,
    tick: async (job, times = 4) =>
      void (await Promise.all(apps.map((one) => one.ask({ verb: 'tick', job, times })))),
    written: async (text = 'merhaba') => {
      people += 1;
      const phone = `9053214${String(people).padStart(5, '0')}`;
      sim.control.people.add({ name: 'Ayşe Kaya', phone });
      sim.control.act.text(phone, text);
      const talk = await eventually('the conversation', async () => {
        const found = await call<{ conversations: ConversationView[] }>(
          'GET',
          `/conversations?status=all&q=${phone}`
        );
        return found.body.conversations[0];
      });
      return { ...talk, phone };
    },
    onPhone: (phone) =>
      sim.control
        .thread(phone)
        .flatMap(({ direction, content }) => (direction === 'out' ? [textOf(content)] : [])),
    close: async () => {
      await Promise.all(apps.map((one) => one.kill('SIGKILL')));
      await sim.close();
      await database.drop();
    },
  };
};
