import fc from 'fast-check';
import { contactTable } from '../../../server/src/contacts/public';
import { newContact } from '../../../server/src/contacts/resolve';
import type { LanguageOrder } from '../../../server/src/contracts/template-languages';
import { rawRows } from '../../../server/src/strapi/batch';
import { contextOf } from '../../../server/src/strapi/context';
import { pieces } from '../../../server/src/strapi/db';
import { writeRow } from '../../../server/src/strapi/table';
import { chooseLanguage, languageSql, languageTable } from '../../../server/src/templates/public';
import { bootStrapi, databases, type BootedStrapi } from '../../support/boot-strapi';

const NOW = 1_800_000_000_000;
const SPOKEN = ['tr', 'TR', 'tr-TR', 'tr_tr', 'en', 'en-GB', 'en_US', 'EN-us', 'e', 'eng', 'de'];
const ALIASES = ['no', 'NO-no', 'nb-NO', 'tl', 'fil-PH', 'iw', 'iw_IL', 'in', 'nob'];
const RARE = ['pt-BR', 'PT', 'zh-Hant', 'dé', 'de ', 'tr_', '_tr', 'x%', ''];
const language = fc.option(fc.constantFrom(...SPOKEN, ...ALIASES, ...RARE));
const written = fc.constantFrom(
  ...['tr', 'en', 'en_US', 'en_GB', 'de', 'pt_BR', 'zh_HK', "o'x"],
  ...['fil', 'nb', 'he', 'id', 'no', 'iw']
);
const order: fc.Arbitrary<LanguageOrder> = fc.record({
  base: fc.option(written),
  business: fc.option(written),
  upTo: fc.constantFrom('none' as const, 'base' as const, 'business' as const, 'any' as const),
});

describe.each(databases())('the language of a template, on %s', (client) => {
  let app: BootedStrapi;
  beforeAll(async () => {
    app = await bootStrapi({ database: client });
  });
  afterAll(() => app.close());

  it('[E-25] is chosen in SQL exactly as the one function chooses it', async () => {
    const { db } = contextOf(app.strapi);
    const spoken = fc.sample(language, 300);
    const rows = spoken.map((one) => ({
      ...newContact({ source: 'agent', addedAt: NOW }, () => 0),
      language: one,
      waKey: null,
      bsuidKey: null,
      groupKey: null,
      parentUserId: null,
    }));
    for (const piece of pieces(
      rows.map((row) => writeRow(contactTable, row)),
      100
    ))
      await db.knex(contactTable.table).insert(piece);
    const families = fc.sample(
      fc.record({ order, languages: fc.uniqueArray(written, { maxLength: 6 }) }),
      60
    );
    for (const family of families) {
      const templates = family.languages.map((one, at) => ({ id: at + 1, language: one }));
      const table = languageTable(templates, family.order);
      const sql = `SELECT ${languageSql(db.dialect, table)} AS own FROM ${contactTable.table} c ORDER BY c.id`;
      const answers = rawRows(db.dialect, await db.knex.raw(sql)).map(({ own }) =>
        own === null ? null : Number(own)
      );
      expect({ family, answers }).toEqual({
        family,
        answers: spoken.map((one) => chooseLanguage(table, one)?.id ?? null),
      });
    }
  });
});
