import type { Core } from '@strapi/strapi';
import type { LanguageOrder } from '../contracts/template-languages';
import type { SlotBindings } from '../contracts/templates';
import { realtimeService } from '../realtime/public';
import { settingsService } from '../settings/public';
import { contextOf } from '../strapi/context';
import { chooseLanguage, languageTable } from './domain/in-language';
import { isSendable, readiness } from './domain/sendable';
import type { TemplateLanguages, TemplatesService } from './public';
import { findLanguages, setForAll } from './store';
import type { TemplateRow } from './tables';

type Languages = Pick<
  TemplatesService,
  'forPerson' | 'byOrder' | 'inLanguages' | 'forName' | 'languagesOf' | 'saveLanguages'
>;

/** Which language of a template a person gets (E-25): the one place that looks for it, for every door. */
export const createLanguages = (
  strapi: Core.Strapi,
  { get, shape }: Pick<TemplatesService, 'get' | 'shape'>
): Languages => {
  const { db } = contextOf(strapi);

  /** The order of a template; one without a base of its own begins with the language that was named. */
  const orderOf = async (
    rows: readonly Pick<TemplateRow, 'languageOrder'>[],
    named: string | null
  ): Promise<LanguageOrder> => {
    // A language that was made here a moment ago does not know of it yet.
    const said = rows.find((row) => row.languageOrder !== null)?.languageOrder;
    return {
      base: said?.base ?? named,
      business: (await settingsService(strapi).get()).businessLanguage,
      upTo: said?.upTo ?? 'any',
    };
  };

  /** Null: it may go out with these sources. */
  const whyNot = (row: TemplateRow, bindings: SlotBindings): string | null => {
    const may = readiness(row, shape(row), { bindings });
    return may.ok ? null : may.reason;
  };

  const inLanguages: Languages['inLanguages'] = async (chosen, given) => {
    const rows = await findLanguages(db.knex, chosen);
    const order = await orderOf(rows, chosen.language);
    const found: TemplateLanguages = { order, ready: [], unready: [] };
    for (const row of rows) {
      const own = given && row.id === chosen.id ? given.bindings : row.bindings;
      const bindings = own ?? {};
      const reason = row.category === chosen.category ? whyNot(row, bindings) : 'another-category';
      if (reason === null) found.ready.push({ row, bindings });
      else found.unready.push({ row, reason });
    }
    return found;
  };

  const forPerson: Languages['forPerson'] = async (chosen, { language }) => {
    if (!language || chosen.language === language) return chosen;
    const { ready } = await inLanguages(chosen);
    const rows = [chosen, ...ready.flatMap(({ row }) => (row.id === chosen.id ? [] : [row]))];
    const order = { base: chosen.language, business: null, upTo: 'base' } as const;
    return chooseLanguage(languageTable(rows, order), language) ?? chosen;
  };

  const byOrder: Languages['byOrder'] = async (chosen, { language }) => {
    const { order, ready } = await inLanguages(chosen);
    const rows = ready.map(({ row }) => row);
    // Where nothing may go out, the door says why.
    return rows.length === 0 ? chosen : chooseLanguage(languageTable(rows, order), language);
  };

  const forName: Languages['forName'] = async (named, { typed, language }) => {
    const rows = await findLanguages(db.knex, named);
    if (rows.length === 0) return undefined;
    const ready = rows.filter(
      (row) => readiness(row, shape(row), { bindings: row.bindings ?? {}, typed, byApi: true }).ok
    );
    const approved = rows.filter((row) => isSendable(row, shape(row).unsupported).ok);
    const candidates = [ready, approved, rows].find((some) => some.length > 0) ?? rows;
    const order = await orderOf(rows, null);
    return chooseLanguage(languageTable(candidates, order), await language());
  };

  const languagesOf: Languages['languagesOf'] = async (id) => {
    const { order, ready, unready } = await inLanguages(await get(id));
    const all = [...ready.map(({ row }) => ({ row, reason: null })), ...unready];
    const languages = all.map(({ row, reason }) => ({
      id: row.id,
      language: row.language,
      unready: reason,
    }));
    return { order, languages: languages.sort((a, b) => (a.language < b.language ? -1 : 1)) };
  };

  const saveLanguages: Languages['saveLanguages'] = async (id, { base, business, upTo }) => {
    const row = await get(id);
    if (business !== undefined) await settingsService(strapi).set({ businessLanguage: business });
    await db.tx(async (trx) => {
      await setForAll(trx, row, { languageOrder: { base, upTo } });
      await realtimeService(strapi).append(trx, [{ type: 'template', id }]);
    });
    return languagesOf(id);
  };

  return { forPerson, byOrder, inLanguages, forName, languagesOf, saveLanguages };
};
