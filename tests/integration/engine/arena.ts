import { createHmac } from 'node:crypto';
import type { Knex } from 'knex';
import type { CampaignView, PreflightResult } from '../../../server/src/contracts/campaigns';
import type { TemplateView } from '../../../server/src/contracts/templates';
import type { AccountRow, AccountsService } from '../../../server/src/accounts/public';
import type { Campaigns } from '../../../server/src/campaigns/public';
import type { Lease, Runtime } from '../../../server/src/runtime/public';
import type { Sending, SendSource } from '../../../server/src/sending/public';
import type { Webhook } from '../../../server/src/webhook/public';
import { makeToken } from '../../../server/src/kernel/send-token';
import { watchDeadlocks } from '../../support/deadlocks';
import { watchLockOrder } from '../../support/lock-order';
import { addPeople } from '../../support/people';
import { waitingWebhooks } from '../../support/waiting';
import { whyStuck } from '../../support/why-stuck';
import { eventually, startWorld, type World, type WorldOptions } from '../../support/world';

export interface Row {
  id: number;
  state: string;
  reason: string | null;
  rank: number;
  attempt: number;
  wamid: string | null;
  permit: string | null;
  contactId: number;
  doubled: boolean;
  errorCode: number | null;
}

export interface Arena extends World {
  knex: Knex;
  campaigns: Campaigns;
  runtime: Runtime;
  sending: Sending;
  webhook: Webhook;
  template: TemplateView;
  /** Starts a campaign to new people with consent; answers before it has sent anything. */
  start(people: number, options?: StartOptions): Promise<number>;
  campaign(id: number): Promise<CampaignView>;
  /** pause, resume, cancel… as a person does it. */
  act(id: number, action: string): Promise<void>;
  ended(id: number, limitMs?: number): Promise<CampaignView>;
  rows(campaignId: number): Promise<Row[]>;
  /** Accepted messages of a campaign's rows, by row id. */
  accepted(campaignId: number): Promise<Map<number, number>>;
  /** Everything that Meta still has to say is applied. */
  settled(): Promise<void>;
  /** Posts bytes to the webhook with a right signature. */
  deliver(body: unknown): Promise<number>;
  source: SendSource;
  lease(): Promise<Lease>;
  /** Takes all work away from this process's number workers; answers how to give it back. */
  restWorkers(): Promise<() => void>;
  account(): Promise<AccountRow>;
  /** Makes the database refuse rows whose column holds this word; answers how to end it. */
  forbid(table: string, column: string, word: string): Promise<() => Promise<void>>;
  /** Deadlocks of this database so far, with what each transaction wanted; see `watchDeadlocks`. */
  deadlocks(): string[];
  /** A status webhook of Meta, with the token of this attempt. */
  status(say: StatusSaid): Promise<void>;
}

export interface StatusSaid {
  kind?: 'r' | 'm';
  id: number;
  attempt: number;
  status: string;
  wamid: string;
  /** Seconds after the first possible moment. */
  at?: number;
  code?: number;
}

export interface StartOptions {
  category?: 'UTILITY' | 'MARKETING';
  accountId?: number;
  policy?: 'ask' | 'resend-if-silent';
  /** An audience that exists already. */
  groupId?: number;
  launch?: boolean;
}

/** What times of statuses are counted from, in seconds. */
export const BASE_S = Math.floor(Date.now() / 1000);
let nextPerson = 1;
let nextGroup = 1;

/** New people with consent, in a new group. Numbers differ from those of every other call. */
export const newPeople = async (world: World, count: number): Promise<number> => {
  const from = nextPerson;
  nextPerson += count;
  nextGroup += 1;
  return addPeople(world, { group: `Group ${nextGroup}`, count, optIn: count, from });
};

/** Ids of the people of a group, the oldest first. */
export const membersOf = async (knex: Knex, groupId: number): Promise<number[]> => {
  const rows = (await knex('whatsapp_group_members')
    .where({ group_id: groupId })
    .orderBy('contact_id')) as { contact_id: unknown }[];
  return rows.map((row) => Number(row.contact_id));
};

const campaignTools = (world: World, knex: Knex) => {
  const campaign = async (id: number) =>
    (await world.api.get<CampaignView>(`/whatsapp/campaigns/${id}`)).body;
  const rows = async (campaignId: number): Promise<Row[]> => {
    const raw = (await knex('whatsapp_recipients')
      .where({ campaign_id: campaignId })
      .orderBy('id')) as Record<string, unknown>[];
    return raw.map((row) => ({
      id: Number(row.id),
      state: String(row.state),
      reason: row.reason as string | null,
      rank: Number(row.rank),
      attempt: Number(row.attempt),
      wamid: row.wamid as string | null,
      permit: row.permit as string | null,
      contactId: Number(row.contact_id),
      doubled: Boolean(Number(row.doubled)),
      errorCode: row.error_code === null ? null : Number(row.error_code),
    }));
  };
  return {
    campaign,
    rows,
    ended: async (id: number, limitMs = 15_000) => {
      const isOver = async (): Promise<boolean> => {
        // Looked up in the table: a page's request 40 times a second would slow down what is measured.
        const row = (await knex('whatsapp_campaigns').where({ id }).first('state')) as Row;
        if (['completed', 'cancelled'].includes(row.state)) return true;
        throw new Error(`it is ${row.state}`);
      };
      try {
        await eventually(`the end of campaign ${id}`, isOver, limitMs);
      } catch (error) {
        throw new Error(`${(error as Error).message}: ${await whyStuck(knex, id)}`, {
          cause: error,
        });
      }
      return campaign(id);
    },
    accepted: async (campaignId: number) => {
      const ids = new Set((await rows(campaignId)).map((row) => row.id));
      const counts = new Map<number, number>();
      for (const { token } of world.sim.control.ledger.query({}, { limit: 1_000_000 })) {
        const id = Number(/^w1\.[^.]+\.r\.(\d+)\./.exec(token ?? '')?.[1]);
        if (ids.has(id)) counts.set(id, (counts.get(id) ?? 0) + 1);
      }
      return counts;
    },
  };
};

export const templateOf = async (
  world: World,
  category: 'UTILITY' | 'MARKETING'
): Promise<TemplateView> => {
  const { body } = await world.api.get<{ templates: TemplateView[] }>('/whatsapp/templates');
  const found = body.templates.find(
    (t) => t.sendable.ok && t.category === category && t.slots.every((s) => s.kind === 'text')
  );
  if (!found) throw new Error(`the simulator has no usable ${category} template`);
  return found;
};

const binding = { source: { kind: 'contact', field: 'name' }, fallback: 'friend' };

const forbidder =
  (knex: Knex, isSqlite: boolean): Arena['forbid'] =>
  async (table, column, word) => {
    const name = `forbid_${table}`;
    if (isSqlite) {
      await knex.raw(
        `CREATE TRIGGER ${name} BEFORE INSERT ON ${table} WHEN NEW.${column} LIKE '%${word}%' BEGIN SELECT RAISE(ABORT, 'forbidden'); END`
      );
      return async () => void (await knex.raw(`DROP TRIGGER ${name}`));
    }
    await knex.raw(
      `ALTER TABLE ${table} ADD CONSTRAINT ${name} CHECK (${column} NOT LIKE '%${word}%')`
    );
    return async () => void (await knex.raw(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`));
  };

/** A world with templates, and short words for what the engine's tests do again and again. */
export const startArena = async (options: WorldOptions = {}): Promise<Arena> => {
  const world = await startWorld(options);
  world.sim.control.templates.seed({
    name: 'engine_offer',
    language: 'en',
    category: 'MARKETING',
    components: [
      {
        type: 'BODY',
        text: 'Hello {{1}}, a new roast is on the shelf.',
        example: { body_text: [['Bob']] },
      },
    ],
  });
  await world.api.post('/whatsapp/templates/sync', { accountId: world.accountId });
  const service = <T>(name: string) => world.strapi.plugin('whatsapp').service(name) as T;
  const knex = world.strapi.db.connection;
  const isSqlite = (options.database ?? 'sqlite') === 'sqlite';
  // SQLite has one writer: rows are not taken one by one.
  const outOfOrder = isSqlite ? () => [] : watchLockOrder(knex);
  const tools = campaignTools(world, knex);
  const campaigns = service<Campaigns>('campaigns');
  const runtime = service<Runtime>('runtime');
  const template = await templateOf(world, 'UTILITY');
  const draft = async (groupId: number, { category = 'UTILITY', ...rest }: StartOptions) => {
    const used = category === 'UTILITY' ? template : await templateOf(world, category);
    return world.api.post<CampaignView>('/whatsapp/campaigns', {
      name: 'Engine',
      accountId: rest.accountId ?? world.accountId,
      templateId: used.id,
      bindings: Object.fromEntries(used.slots.map((slot) => [slot.key, binding])),
      audience: { kind: 'all', filter: { groups: { include: [groupId] } } },
      when: 'now',
      uncertainPolicy: rest.policy ?? 'ask',
    });
  };
  return {
    ...world,
    ...tools,
    close: async () => {
      await world.close();
      if (outOfOrder().length > 0)
        throw new Error(`rows were taken against the order of locks:\n${outOfOrder().join('\n')}`);
    },
    deadlocks: watchDeadlocks(knex),
    knex,
    campaigns,
    runtime,
    template,
    sending: service('sending'),
    webhook: service('webhook'),
    source: campaigns.source,
    act: async (id, action) => {
      const done = await world.api.put(`/whatsapp/campaigns/${id}/state`, { action });
      if (done.status !== 200) throw new Error(JSON.stringify(done.body));
    },
    start: async (people, start = {}) => {
      const made = await draft(start.groupId ?? (await newPeople(world, people)), start);
      if (made.status >= 300) throw new Error(JSON.stringify(made.body));
      const { id } = made.body;
      if (start.launch === false) return id;
      const check = await world.api.post<PreflightResult>(`/whatsapp/campaigns/${id}/preflight`);
      const { willReceive } = check.body;
      const launched = await world.api.post(`/whatsapp/campaigns/${id}/launch`, {
        expected: willReceive,
        typed: willReceive,
      });
      if (launched.status !== 200) throw new Error(JSON.stringify(launched.body));
      return id;
    },
    settled: () =>
      eventually('everything applied', async () => {
        world.sim.control.deliveries.retryNow();
        const { queued, retrying, inFlight } = world.sim.control.deliveries.counts();
        const busy = queued + retrying + inFlight + world.sim.control.pending();
        return busy === 0 && (await waitingWebhooks(knex)) === 0;
      }).then(() => undefined),
    deliver: async (body) => {
      const bytes = typeof body === 'string' ? body : JSON.stringify(body);
      return (await postWebhook(world, bytes)).status;
    },
    forbid: forbidder(knex, isSqlite),
    lease: () =>
      eventually('the lease of the number', () => runtime.leases.take(`number:${world.accountId}`)),
    account: async () => service<AccountsService>('accounts').get(world.accountId),
    restWorkers: async () => {
      const { workers } = service<Sending>('sending');
      const all = workers.sources.splice(0);
      await eventually('workers at rest', () =>
        Promise.resolve(workers.rate(world.accountId) === null)
      );
      return () => void workers.sources.push(...all);
    },
    status: async ({ kind = 'r', id, attempt, status, wamid, at = 0, code }) => {
      const said = {
        id: wamid,
        status,
        timestamp: String(BASE_S + at),
        recipient_id: '905500000000',
        biz_opaque_callback_data: makeToken({ kind, id, attempt }, await runtime.install()),
        ...(code ? { errors: [{ code, title: 'Refused' }] } : {}),
      };
      const bytes = JSON.stringify(delivery(world, { statuses: [said] }));
      expect((await postWebhook(world, bytes)).status).toBe(200);
      await eventually('the status applied', async () => (await waitingWebhooks(knex)) === 0);
    },
  };
};

export const signatureOf = (bytes: string, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`;

/** One POST to the webhook; the signature is right unless another one is given. */
export const postWebhook = (
  world: World,
  bytes: string,
  signature = signatureOf(bytes, world.sim.account.appSecret)
): Promise<Response> =>
  fetch(`${world.url}/api/whatsapp/webhook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature },
    body: bytes,
  });

/** A delivery of Meta with these parts of a `messages` value. */
export const delivery = (
  world: World,
  value: Record<string, unknown>
): Record<string, unknown> => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: world.sim.account.wabaId,
      changes: [
        {
          field: 'messages',
          value: {
            messaging_product: 'whatsapp',
            metadata: {
              display_phone_number: '908502550001',
              phone_number_id: world.sim.account.phoneNumberIds[0],
            },
            ...value,
          },
        },
      ],
    },
  ],
});
