import { readdir } from 'node:fs/promises';
import type { ImportView } from '../../../server/src/contracts/imports';
import { importFolder } from '../../../server/src/imports/files';
import { eventually, type World } from '../../support/world';

const ENDED: readonly unknown[] = ['done', 'failed', 'cancelled'];

/** The steps of an import as its page takes them, and what a test looks at. */
export const importDesk = async (world: World) => {
  const token = await world.adminToken();
  const knex = () => world.strapi.db.connection;
  const read = async (id: number) =>
    (await world.api.get<ImportView>(`/whatsapp/imports/${id}`)).body;
  const send = (bytes: Buffer | string, query: Record<string, unknown>) =>
    world.http
      .post('/whatsapp/imports')
      .query({ name: 'kişiler.csv', ...query })
      .set('Authorization', `Bearer ${token}`)
      .set('Content-Type', 'application/octet-stream')
      .send(typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
  /** Done or failed, as a test may expect. Nobody cancels one by the way: that it was is said at once, not after a limit. */
  const ended = async (id: number, what: 'check' | 'import'): Promise<ImportView> => {
    const view = await eventually(`the end of ${what}`, async () => {
      const now = await read(id);
      return ENDED.includes(now[what]?.state) ? now : null;
    });
    if (view[what]?.state === 'cancelled') throw new Error(`${what} of list ${id} was cancelled`);
    return view;
  };
  return {
    token,
    read,
    upload: async (
      bytes: Buffer | string,
      query: Record<string, unknown> = {}
    ): Promise<ImportView> => {
      const answer = await send(bytes, query);
      expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 200 });
      return answer.body as ImportView;
    },
    /** Uploads what cannot be read; answers the refusal. */
    refused: async (bytes: Buffer | string) => {
      const answer = await send(bytes, {});
      const { error } = answer.body as {
        error: { message: string; details: { kind: string; field: string; remedy: string } };
      };
      expect(error.details).toMatchObject({ field: 'file', remedy: expect.any(String) });
      return { status: answer.status, kind: error.details.kind };
    },
    change: async (view: ImportView, rules: Partial<ImportView['rules']>) =>
      (
        await world.api.put<ImportView>(`/whatsapp/imports/${view.id}`, {
          rules: { ...view.rules, ...rules },
        })
      ).body,
    checked: async (id: number): Promise<ImportView> => {
      expect((await world.api.post(`/whatsapp/imports/${id}/check`)).status).toBe(200);
      return ended(id, 'check');
    },
    imported: async (id: number): Promise<ImportView> => {
      expect((await world.api.post(`/whatsapp/imports/${id}/start`)).status).toBe(200);
      return ended(id, 'import');
    },
    person: async (phone: string) =>
      (await knex()('whatsapp_contacts').where({ phone }).whereNull('merged_into').first()) as
        | Record<string, unknown>
        | undefined,
    /** Names in the private folder. */
    files: () => readdir(importFolder(world.strapi)),
  };
};
export type ImportDesk = Awaited<ReturnType<typeof importDesk>>;
