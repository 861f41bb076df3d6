import type { Core } from '@strapi/strapi';
import type { DemoPerson } from './people';
import { dayMs, findRows, service } from './rows';

interface Roles {
  findOne(where: object): Promise<{ id: number } | null>;
}
interface Users {
  create(user: Record<string, unknown>): Promise<{ id: number }>;
}
interface Groups {
  create(body: { name: string; description: string }): Promise<{ id: number }>;
  addMembers(id: number, contactIds: number[]): Promise<number>;
}
interface QuickReplies {
  create(writer: object, body: object): Promise<unknown>;
}
interface Tasks {
  create(viewer: object, body: object): Promise<{ id: number }>;
  setState(viewer: object, id: number, state: 'done'): Promise<unknown>;
}
interface Setup {
  createRoles(how: { language: string; agentReads: string }): Promise<unknown>;
}
interface Campaigns {
  create(draft: object): Promise<{ id: number }>;
  preflight(id: number): Promise<{ willReceive: number }>;
  launch(id: number, body: object, userId: number): Promise<unknown>;
}

const colleagues = [
  ['Ece', 'Aslan', 'whatsapp-agent'],
  ['Kerem', 'Uysal', 'whatsapp-marketer'],
  ['Lale', 'Şen', 'whatsapp-agent'],
] as const;

/**
 * The ready roles and three colleagues, who have no password and so cannot sign in. Answers the ids of those
 * who may be given conversations and tasks.
 */
export const createTeam = async (strapi: Core.Strapi): Promise<number[]> => {
  await service<Setup>(strapi, 'setup')?.createRoles({
    language: 'tr',
    agentReads: 'unassigned',
  });
  const roles = strapi.service('admin::role') as unknown as Roles;
  const users = strapi.service('admin::user') as unknown as Users;
  const ids: number[] = [];
  for (const [firstname, lastname, code] of colleagues) {
    const role = await roles.findOne({ code });
    if (!role) continue;
    const email = `${firstname.toLowerCase()}@defneev.example`;
    const { id } = await users.create({
      firstname,
      lastname,
      email,
      roles: [role.id],
      isActive: true,
    });
    if (code === 'whatsapp-agent') ids.push(id);
  }
  return ids;
};

const groups: readonly [string, string, (person: DemoPerson, index: number) => boolean][] = [
  [
    'Sadık müşteriler',
    'Son bir yılda üç siparişten fazla veren',
    (_person, index) => index % 5 === 0,
  ],
  ['Toptan alıcılar', 'Otel, kafe ve butikler', (_person, index) => index % 17 === 3],
  ['Seramik atölyesi', 'Atölye duyurularını isteyen', (_person, index) => index % 9 === 2],
  ['Almanca ve İngilizce', 'Yurt dışındaki müşteriler', ({ language }) => language !== 'tr'],
];

export const createGroups = async (
  strapi: Core.Strapi,
  people: readonly DemoPerson[]
): Promise<number[]> => {
  const made: number[] = [];
  const room = service<Groups>(strapi, 'groups');
  for (const [name, description, belongs] of groups) {
    const group = await room?.create({ name, description });
    if (!group) continue;
    await room?.addMembers(
      group.id,
      people.filter(belongs).map(({ id }) => id)
    );
    made.push(group.id);
  }
  return made;
};

const quickReplies = [
  ['/merhaba', 'Merhaba {{first_name}}, Defne Ev’e hoş geldiniz. Nasıl yardımcı olabiliriz?'],
  ['/kargo', 'Siparişiniz kargoya verildiğinde takip numarasını buradan göndereceğiz.'],
  [
    '/iade',
    '14 gün içinde, kullanılmamış ürünleri ücretsiz iade alıyoruz. İade kodunuzu hemen oluşturabiliriz.',
  ],
  [
    '/adres',
    'Mağazamız: Kıbrıs Şehitleri Cad. 12, Alsancak, İzmir. Her gün 10.00–20.00 arası açığız.',
  ],
  [
    '/iban',
    'Hesap bilgilerimizi e-postanıza gönderdik. Açıklamaya sipariş numaranızı yazmanız yeterli.',
  ],
  ['/tesekkurler', 'Biz teşekkür ederiz {{first_name}}, güzel günlerde kullanın!'],
] as const;

/** Title, days until due, done. */
const tasks = [
  ['Kırık tabağın yenisini gönder', 0, false],
  ['Kilim ölçüsü için geri ara', 0, false],
  ['Toptan fiyat listesini ilet', 1, false],
  ['Atölye yerlerini onayla', 2, false],
  ['İade kargosunu takip et', -1, false],
  ['Fatura bilgilerini düzelt', -2, true],
  ['Katalog gönder', -3, true],
] as const;

export const createDesk = async (
  strapi: Core.Strapi,
  people: readonly DemoPerson[],
  { now, userId, agents }: { now: number; userId: number; agents: readonly number[] }
): Promise<void> => {
  const replies = service<QuickReplies>(strapi, 'quick-replies');
  for (const [shortcut, text] of quickReplies)
    await replies?.create(
      { userId, mayShare: true },
      { shortcut, text, fileId: null, shared: true }
    );
  const viewer = { userId, all: true, name: 'Defne Demo' };
  const room = service<Tasks>(strapi, 'tasks');
  for (const [index, [title, days, isDone]] of tasks.entries()) {
    const contactId = people[index]?.id ?? null;
    const assigneeId =
      index % 2 === 0 ? userId : (agents[Math.floor(index / 2) % agents.length] ?? userId);
    const dueAt = now + days * dayMs + 3_600_000;
    const task = await room?.create(viewer, { title, contactId, assigneeId, dueAt });
    if (task && isDone) await room?.setState(viewer, task.id, 'done');
  }
};

const bindings = {
  'body.ad': { source: { kind: 'contact', field: 'firstName' }, fallback: 'değerli müşterimiz' },
  'body.1': { source: { kind: 'contact', field: 'firstName' }, fallback: 'değerli müşterimiz' },
  'body.2': { source: { kind: 'text', text: 'cumartesi' }, fallback: null },
  'body.3': { source: { kind: 'text', text: '14.00' }, fallback: null },
};

const bindingsOf = (keys: readonly string[]) =>
  Object.fromEntries(Object.entries(bindings).filter(([key]) => keys.includes(key)));

/** One campaign that waits for tomorrow morning and one that somebody is still writing. */
export const createPlannedCampaigns = async (
  strapi: Core.Strapi,
  {
    accountId,
    now,
    groupIds,
    userId,
  }: { accountId: number; now: number; groupIds: readonly number[]; userId: number }
): Promise<void> => {
  const campaigns = service<Campaigns>(strapi, 'campaigns');
  const [template] = await findRows<{ id: number }>(strapi, 'template', {
    name: 'randevu_hatirlatma',
  });
  if (!campaigns || !template) return;
  const tomorrow = new Date(now + dayMs);
  tomorrow.setUTCHours(7, 0, 0, 0);
  const base = {
    accountId,
    templateId: template.id,
    bindings: bindingsOf(['body.1', 'body.2', 'body.3']),
  };
  const to = (groupId: number | undefined) => ({
    kind: 'all',
    filter: { groups: { include: [groupId] } },
  });
  const planned = await campaigns.create({
    ...base,
    name: 'Atölye hatırlatması',
    audience: to(groupIds[2]),
    when: 'at',
    scheduledAt: tomorrow.getTime(),
    timezone: 'Europe/Istanbul',
  });
  const { willReceive } = await campaigns.preflight(planned.id);
  await campaigns.launch(planned.id, { expected: willReceive, typed: willReceive }, userId);
  await campaigns.create({
    ...base,
    name: 'Yılbaşı davetiyesi (taslak)',
    audience: to(groupIds[0]),
  });
};
