import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { SavedView } from '../../../server/src/contracts/people';
import { importFolder } from '../../../server/src/imports/files';
import { importsService } from '../../../server/src/imports/public';
import { bootStrapi, databases, type BootedStrapi } from '../../support/boot-strapi';
import { eventually } from '../../support/world';

const ADA = { id: 1, name: 'Ada' };
const CONSENT = {
  kind: 'given' as const,
  categories: ['marketing' as const],
  source: 'Form on the site',
  wording: 'Yes, send me offers on WhatsApp.',
};

/** What somebody typed or uploaded about a person lies outside of that person's rows, and goes with them all the same. */
describe.each(databases())(
  '[X-06] lists and filters that name an erased person, on %s',
  (client) => {
    let app: BootedStrapi;
    let token: string;
    let people = 0;

    beforeAll(async () => {
      app = await bootStrapi({ database: client });
      token = await app.adminToken();
    });
    afterAll(() => app.close());

    const knex = () => app.strapi.db.connection;
    const imports = () => importsService(app.strapi);
    const post = async <T extends object>(address: string, body: object): Promise<T> => {
      const answer = await app.http
        .post(`/whatsapp${address}`)
        .set('Authorization', `Bearer ${token}`)
        .send(body);
      expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 200 });
      return answer.body as T;
    };
    const person = async (name: string) => {
      people += 1;
      const phone = `90532555${String(1_000 + people)}`;
      const email = `person${people}@example.com`;
      const { id } = await post<{ id: number }>('/contacts', { name, phone: `+${phone}`, email });
      return { id, name, phone, email };
    };
    const erase = async ({ id, name }: { id: number; name: string }) => {
      await post(`/privacy/people/${id}/erase`, { typed: name });
      await eventually('the erasure with its remains', async () => {
        const row = (await knex()('whatsapp_erasures').where({ contact_id: id }).first()) as
          | { state: string }
          | undefined;
        return row?.state === 'done';
      });
    };
    const upload = async (content: string | Buffer) => {
      const file = Readable.from([Buffer.from(content)]);
      const { id } = await imports().upload(file, { name: 'list.csv' }, ADA);
      const { stored_name: name } = (await knex()('whatsapp_imports').where({ id }).first()) as {
        stored_name: string;
      };
      return { id, file: path.join(importFolder(app.strapi), name) };
    };
    const rowOf = async (id: number) =>
      (await knex()('whatsapp_imports').where({ id }).first()) as Record<string, unknown>;
    const checked = async (id: number) => {
      const { rules } = await imports().view(id);
      await imports().update(id, { rules: { ...rules, country: 'TR', consent: CONSENT } }, ADA);
      await imports().check(id, ADA);
      await eventually(
        'the dry run',
        async () => (await imports().view(id)).check?.state === 'done'
      );
    };
    const rows = (last: string, many = 50) => [
      'ad;telefon',
      ...Array.from({ length: many }, (_, n) => `Biri ${n};053211100${10 + n}`),
      last,
    ];

    it('forgets a list with their number however it is written, checked or not, and keeps the lists of others', async () => {
      const erased = await person('Gizem Uçar');
      const national = `0${erased.phone.slice(2)}`;
      const spaced = `+90 (532) ${erased.phone.slice(5, 8)} ${erased.phone.slice(8)}`;
      const written = [
        rows(`Gizem;${national}`).join('\n'),
        Buffer.from(`\ufeff${rows(`"Uçar; Gizem";${spaced}`).join('\r\n')}`, 'utf16le'),
        rows(`Gizem;${erased.email.toUpperCase()}`).join('\n'),
        `Gizem;${national}\nVeli;05321110099\n`,
      ];
      const lists = [];
      for (const content of written) lists.push(await upload(content));
      const [first, others] = [lists[0], await upload(rows('Veli;05321110099').join('\n'))];
      if (!first) throw new Error('no list');
      await checked(first.id);
      expect(await knex()('whatsapp_import_keys').where({ import_id: first.id })).not.toEqual([]);

      await erase(erased);
      for (const { id, file } of lists) {
        expect(existsSync(file)).toBe(false);
        expect(await rowOf(id)).toMatchObject({ stored_name: null, sample: null });
        expect(JSON.stringify(await rowOf(id))).not.toContain(erased.phone.slice(2));
      }
      expect(await knex()('whatsapp_import_keys').where({ import_id: first.id })).toEqual([]);
      const gone = await app.http
        .post(`/whatsapp/imports/${first.id}/start`)
        .set('Authorization', `Bearer ${token}`);
      expect([gone.status, gone.body.error.details.kind]).toEqual([409, 'file-gone']);

      expect(existsSync(others.file)).toBe(true);
      await checked(others.id);
      await imports().start(others.id, ADA);
      await eventually('the import', async () => {
        const { import: running } = await imports().view(others.id);
        return running?.state === 'done' && running.done === 51;
      });
    });

    it('forgets a list that cannot be searched: of another machine, or damaged', async () => {
      const erased = await person('Gizem Uçar');
      const elsewhere = await upload(rows('Veli;05321110099').join('\n'));
      renameSync(elsewhere.file, `${elsewhere.file}.elsewhere`);
      // More quotation marks that are never closed than a list has.
      const open = Array.from({ length: 2_100 }, () => '"Veli;05321110099').join('\n');
      const damaged = await upload(rows(open, 20_000).join('\n'));
      await erase(erased);
      expect(await rowOf(elsewhere.id)).toMatchObject({ stored_name: null, sample: null });
      expect(await rowOf(damaged.id)).toMatchObject({ stored_name: null, sample: null });
      expect(existsSync(damaged.file)).toBe(false);
      rmSync(`${elsewhere.file}.elsewhere`);
    });

    it('deletes saved filters into which their name, number or e-mail was typed, and no others', async () => {
      const erased = await person('Işıl Çınar');
      const gone: object[] = [
        { q: 'ışıl  ÇINAR' },
        { q: `0${erased.phone.slice(2)}` },
        { fields: [{ on: 'custom', key: 'mail', operator: 'is', value: erased.email }] },
      ];
      const kept: object[] = [
        { q: 'Işıl' },
        { q: '05321110098' },
        { languages: { include: ['tr'] } },
        { fields: [{ on: 'custom', key: 'age', operator: 'more-than', value: 30 }] },
      ];
      for (const [n, filter] of [...gone, ...kept].entries())
        await post('/people/views', { name: `Filtre ${n}`, filter });
      await erase(erased);
      const { body } = await app.http
        .get('/whatsapp/people/views')
        .set('Authorization', `Bearer ${token}`);
      expect((body as { views: SavedView[] }).views.map(({ name }) => name).sort()).toEqual(
        kept.map((_, n) => `Filtre ${gone.length + n}`)
      );
    });
  }
);
