import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { UpdateImportBody } from '../../../server/src/contracts/imports';
import type { SavedView } from '../../../server/src/contracts/people';
import { forgetUploadAbout } from '../../../server/src/imports/erase';
import { importFolder } from '../../../server/src/imports/files';
import { importKinds, importsService } from '../../../server/src/imports/public';
import { operationsService } from '../../../server/src/operations/public';
import { findOperation } from '../../../server/src/operations/store';
import { operationOf } from '../../../server/src/operations/view';
import { isAboutSomebody, keysOf } from '../../../server/src/privacy/domain/keys';
import { erasureTable } from '../../../server/src/privacy/tables';
import { contextOf } from '../../../server/src/strapi/context';
import { writeRow } from '../../../server/src/strapi/table';
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
  '[X-06] lists and filters that name an erased contact, on %s',
  (client) => {
    let app: BootedStrapi;
    let token: string;
    let people = 0;

    beforeAll(async () => {
      app = await bootStrapi({ database: client });
      token = await app.adminToken();
    });
    afterEach(() => jest.restoreAllMocks());
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
    const remainsGone = (id: number) =>
      eventually('the erasure with its remains', async () => {
        const row = (await knex()('whatsapp_erasures').where({ contact_id: id }).first()) as
          | { state: string }
          | undefined;
        return row?.state === 'done';
      });
    const erase = async ({ id, name }: { id: number; name: string }) => {
      await post(`/privacy/people/${id}/erase`, { typed: name });
      await remainsGone(id);
    };
    const keysOfPerson = ({ phone, email }: { phone: string; email: string }) =>
      keysOf({ phone: `+${phone}`, waId: null, bsuid: null, email });
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

    it('leaves a list alone that was uploaded after the erasure, even one that cannot be searched', async () => {
      const erased = await person('Gizem Uçar');
      const at = Date.now();
      const uploaded = async (addedAt: number) => {
        const list = await upload(rows(`Gizem;0${erased.phone.slice(2)}`).join('\n'));
        await knex()('whatsapp_imports').where({ id: list.id }).update({ added_at: addedAt });
        return list;
      };
      const [before, tie] = [await uploaded(at - 1), await uploaded(at)];
      const [after, elsewhere] = [await uploaded(at + 1), await uploaded(at + 1)];
      renameSync(elsewhere.file, `${elsewhere.file}.elsewhere`);
      // The pass comes some time after the erasure itself.
      const due = { contactId: erased.id, keys: keysOfPerson(erased), state: 'due' as const };
      await knex()('whatsapp_erasures').insert(
        writeRow(erasureTable, { ...due, at, doneAt: null })
      );
      await remainsGone(erased.id);
      for (const { id, file } of [before, tie]) {
        expect(existsSync(file)).toBe(false);
        expect(await rowOf(id)).toMatchObject({ stored_name: null, sample: null });
        expect(await imports().view(id)).toMatchObject({ deletedForErasure: true });
      }
      expect(existsSync(after.file)).toBe(true);
      for (const { id } of [after, elsewhere]) {
        expect((await rowOf(id)).stored_name).not.toBeNull();
        expect(await imports().view(id)).toMatchObject({ deletedForErasure: false });
      }
      renameSync(`${elsewhere.file}.elsewhere`, elsewhere.file);
    });

    it('cancels a preview that begins while the list is looked through', async () => {
      const erased = await person('Gizem Uçar');
      const list = await upload(rows(`Gizem;0${erased.phone.slice(2)}`).join('\n'));
      await checked(list.id);
      const { rules, check: first } = await imports().view(list.id);
      await imports().update(list.id, { rules: { ...rules, duplicates: 'update' } }, ADA);
      const isAbout = isAboutSomebody(new Set(keysOfPerson(erased)));
      const { signal } = new AbortController();
      const cancelled: number[] = [];
      const looked = await forgetUploadAbout(
        app.strapi,
        { after: list.id - 1, aboutErasedFrom: () => isAbout, signal },
        async (id) => {
          cancelled.push(id);
          // Between the search and the end of the list somebody has it checked by the new settings.
          if (cancelled.length === 1) await imports().check(list.id, ADA);
          else
            await operationsService(app.strapi)
              .cancel(id)
              .catch(() => undefined);
        }
      );
      expect(looked).toEqual({ last: list.id, removed: 1 });
      expect(existsSync(list.file)).toBe(false);
      const second = Number((await rowOf(list.id)).check_id);
      expect(second).not.toBe(first?.id);
      expect(cancelled).toEqual([first?.id, second]);
      expect((await imports().view(list.id)).check?.state).not.toBe('queued');
    });

    it('forgets a list whose preview is no longer kept among the operations', async () => {
      const erased = await person('Gizem Uçar');
      const list = await upload(rows(`Gizem;0${erased.phone.slice(2)}`).join('\n'));
      await checked(list.id);
      const { check_id: checkId } = await rowOf(list.id);
      await knex()('whatsapp_operations').where({ id: checkId }).delete();
      await erase(erased);
      expect(await rowOf(list.id)).toMatchObject({ stored_name: null, sample: null });
    });

    it('keeps nothing of a step that was under way when its list went', async () => {
      const erased = await person('Gizem Uçar');
      const row = `Gizem;0${erased.phone.slice(2)};belki`;
      const list = await upload(['ad;telefon;izin', row, row].join('\n'));
      await imports().update(list.id, { columns: ['name', 'phone', 'marketingConsent'] }, ADA);
      await checked(list.id);
      expect((await rowOf(list.id)).words).not.toBeNull();
      const { check } = await imports().view(list.id);
      const found = await findOperation(knex(), Number(check?.id));
      const [kind] = importKinds(app.strapi, async () => undefined);
      if (!found || !kind) throw new Error('no dry run');
      const operation = { ...operationOf(found), cursor: null, done: 0 };
      const piece = await kind.read?.(operation, new AbortController().signal);
      await erase(erased);
      const { db } = contextOf(app.strapi);
      const step = await db.tx(async (trx) => kind.step(trx, operation, piece));
      await kind.ended?.(operation, 'cancelled');
      expect(step.problems ?? []).toEqual([]);
      expect(await rowOf(list.id)).toMatchObject({ stored_name: null, words: null, unread: null });
      expect(await knex()('whatsapp_import_keys').where({ import_id: list.id })).toEqual([]);
    });

    it('brings no row back of a list that goes while it is read once more', async () => {
      const list = await upload(rows('Veli;05321110099').join('\n'));
      const { format } = await imports().view(list.id);
      const { db } = contextOf(app.strapi);
      const real = db.tx.bind(db);
      let removal: Promise<void> | null = null;
      jest.spyOn(db, 'tx').mockImplementation(async (work) => {
        await removal;
        return real(work);
      });
      const body: UpdateImportBody = {
        format: { ...format, hasHeader: false },
        // Asked for when the file has been read, before anything is written.
        get columns() {
          removal ??= imports().remove(list.id);
          return undefined;
        },
      };
      await expect(imports().update(list.id, body, ADA)).rejects.toMatchObject({
        kind: 'file-gone',
      });
      expect(await rowOf(list.id)).toMatchObject({ stored_name: null, top: null, sample: null });
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
