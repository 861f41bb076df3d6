import type { World } from '../../support/world';

export const CUSTOMER = 'api::customer.customer';
export const ORDER = 'api::order.order';
export const LEAD = 'api::lead.lead';
export const ARTICLE = 'api::article.article';
/** With drafts and translations. */
export const NOTICE = 'api::notice.notice';

export interface Row {
  id: number;
  [column: string]: unknown;
}

/** A mapping of the customer type as people set it. */
export const customerMapping = (change: Record<string, unknown> = {}) => ({
  role: 'Customer',
  fields: {
    phone: 'phone',
    email: 'email',
    name: 'name',
    surname: 'surname',
    language: 'language',
    birthday: 'birthday',
    consent: 'newsletter',
  },
  country: 'TR',
  shown: ['city', 'tier', 'birthday'],
  usable: ['city', 'tier', 'visits', 'spent', 'vip', 'birthday', 'lastVisit'],
  ...change,
});

interface Documents {
  create(params: { data: object; status?: string }): Promise<{ documentId: string }>;
  update(params: { documentId: string; data: object }): Promise<{ documentId: string }>;
  delete(params: { documentId: string }): Promise<unknown>;
  publish(params: { documentId: string }): Promise<unknown>;
  unpublish(params: { documentId: string }): Promise<unknown>;
  findMany(params?: object): Promise<({ documentId: string } & Record<string, unknown>)[]>;
  findOne(params: { documentId: string }): Promise<Record<string, unknown> | null>;
}

/** Short ways to the host's entries and to ours. */
export const recordsWorld = (world: World) => {
  const knex = world.strapi.db.connection;
  const documents = (uid: string) => world.strapi.documents(uid as never) as unknown as Documents;
  const path = (uid: string) => `/whatsapp/records/mappings/${encodeURIComponent(uid)}`;
  return {
    knex,
    documents,
    map: (uid: string, body: object) => world.api.put<Row>(path(uid), body),
    sync: (uid: string) => world.api.post<{ operationId: number }>(`${path(uid)}/sync`),
    unmap: (uid: string) => world.api.del(path(uid)),
    contactByPhone: async (phone: string): Promise<Row | null> =>
      ((await knex('whatsapp_contacts').where({ phone }).whereNull('merged_into').first()) as
        | Row
        | undefined) ?? null,
    contactsByPhone: async (phone: string): Promise<Row[]> =>
      (await knex('whatsapp_contacts').where({ phone }).whereNull('merged_into')) as Row[],
    linksOf: async (contactId: number) =>
      (
        await world.api.get<{
          links: {
            id: number;
            uid: string;
            documentId: string;
            title: string;
            url: string;
            role: string;
            byHand: boolean;
            fields: { path: string; value: string | null }[];
          }[];
        }>(`/whatsapp/records/links?contactId=${contactId}`)
      ).body.links,
    linkRows: async (uid: string): Promise<Row[]> =>
      (await knex('whatsapp_contact_links').where({ uid })) as Row[],
  };
};
