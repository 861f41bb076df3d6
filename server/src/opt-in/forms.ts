import { randomInt } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { z } from 'zod';
import { accountsService, businessOf, type AccountRow } from '../accounts/public';
import { askedPurposes } from '../consent/public';
import { listTags } from '../contacts/public';
import type {
  optInFormBody,
  OptInFormView,
  OptInLanguage,
  OptInTexts,
  OptInWords,
} from '../contracts/opt-in';
import { groupsService } from '../groups/public';
import { DomainError, notFound, refusedInWords } from '../kernel/errors';
import { both } from '../kernel/input-words';
import { stableStringify, withoutNul } from '../kernel/json';
import { logsService } from '../logs/public';
import { agreeSentence } from '../preferences/public';
import { publicUrl } from '../strapi/address';
import { contextOf } from '../strapi/context';
import { isUniqueViolation } from '../strapi/db';
import { asQr, newCode, prefilled, waLink } from './domain/code';
import { problemsOf } from './domain/wording';
import { readyWords } from './domain/words';
import { OPT_IN, type OptInService } from './public';
import {
  countConfirmed,
  countSources,
  currentVersions,
  deleteForm,
  findForm,
  findVersion,
  insertForm,
  insertVersion,
  listForms,
  listVersions,
  updateForm,
} from './store';
import type { OptInFormRow, OptInVersionRow } from './tables';

export const NO_TEXTS: OptInTexts = { en: null, tr: null };

/** In the ledger; the slug of a form never changes, so its opt-ins are counted under one name. */
export const sourceOf = ({ slug }: Pick<OptInFormRow, 'slug'>): string => `form:${slug}`;

const MOST_FORMS = 200;
const TRIES = 5;

const PROVES = both(
  [
    'Contacts opted in with this form, and its texts are the proof.',
    'Its texts prove how contacts opted in. Save the form as a draft instead.',
  ],
  [
    'Kişiler bu formla izin verdi; metinleri bunun kanıtıdır.',
    'Metinleri, kişilerin nasıl izin verdiğini kanıtlıyor. Bunun yerine formu taslak olarak kaydedin.',
  ]
);

type Body = z.output<typeof optInFormBody>;

const cleanWords = (words: OptInWords | null): OptInWords | null =>
  words && {
    ...words,
    title: withoutNul(words.title),
    agree: withoutNul(words.agree),
    notice: withoutNul(words.notice),
    thanks: withoutNul(words.thanks),
  };

const refuseWording = (texts: OptInTexts, business: string): void => {
  const [first] = problemsOf(texts, business);
  if (!first) return;
  const remedies = {
    empty: 'Fill in the field, or save the form as a draft.',
    'no-whatsapp': 'Say that messages are sent on WhatsApp.',
    'no-business': `Mention your business: ${business}.`,
    'no-language': 'Offer at least one language.',
  };
  throw new DomainError(
    `wording-${first.problem}`,
    `${first.field}: this form cannot be published yet`,
    { field: first.field, remedy: remedies[first.problem], status: 422 }
  );
};

const slugTaken = (): DomainError =>
  new DomainError('slug-taken', 'slug: another form has this address', {
    field: 'slug',
    remedy: 'Choose another address.',
    status: 409,
  });

/** Columns that any change may set. */
const columnsOf = ({ name, place, accountId, tags, groupIds, sites, purposes, active }: Body) => ({
  name: withoutNul(name),
  place,
  accountId,
  tags: tags.map(withoutNul),
  groupIds,
  sites,
  purposes: [...new Set(purposes)],
  active,
});

/** The team's side of opt-in forms: writing, publishing, links, counts. */
export const createForms = (strapi: Core.Strapi) => {
  const { db, clock } = contextOf(strapi);
  const accounts = () => accountsService(strapi);

  const linkOf = (
    { form, texts, phone }: { form: OptInFormRow; texts: OptInTexts; phone: string | null },
    language: OptInLanguage
  ): string | null => {
    const agree = texts[language]?.agree;
    return agree ? waLink(phone, prefilled(agree, { code: form.code, language })) : null;
  };

  const viewOf = (
    form: OptInFormRow,
    version: OptInVersionRow | undefined,
    { numbers, confirmed }: { numbers: readonly AccountRow[]; confirmed: Map<number, number> }
  ): OptInFormView => {
    const account = numbers.find(({ id }) => id === form.accountId);
    const business = account ? businessOf(account) : (version?.business ?? '');
    const texts = version?.texts ?? NO_TEXTS;
    const facts = { form, texts, phone: account?.displayPhoneNumber ?? null };
    return {
      id: form.id,
      name: form.name,
      slug: form.slug,
      place: form.place,
      category: version?.category ?? 'marketing',
      accountId: form.accountId,
      texts,
      tags: form.tags ?? [],
      groupIds: form.groupIds ?? [],
      sites: form.sites ?? [],
      purposes: form.purposes ?? [],
      active: form.active,
      version: form.version,
      business,
      pageUrl: publicUrl(strapi, `${OPT_IN}/${form.slug}`),
      widgetUrl: publicUrl(strapi, `${OPT_IN}/widget.js`),
      links: { en: linkOf(facts, 'en'), tr: linkOf(facts, 'tr') },
      code: form.code,
      problems: problemsOf(texts, business),
      counts: { started: form.started, confirmed: confirmed.get(form.id) ?? 0 },
      createdAt: form.addedAt,
      changedAt: form.changedAt,
    };
  };

  const list = async (): Promise<OptInFormView[]> => {
    const [forms, versions, confirmed, numbers] = [
      await listForms(db.knex),
      await currentVersions(db.knex),
      await countConfirmed(db.knex),
      await accounts().list(),
    ];
    return forms.map((form) => viewOf(form, versions.get(form.id), { numbers, confirmed }));
  };
  const view = async (id: number): Promise<OptInFormView> => {
    const found = (await list()).find((one) => one.id === id);
    if (!found) throw notFound('the form');
    return found;
  };

  /** The form as it may be stored, with the business as it is called now; throws what keeps it from being published. */
  const checked = async (given: Body): Promise<{ body: Body; business: string }> => {
    const { en, tr } = given.texts;
    const body = { ...given, texts: { en: cleanWords(en), tr: cleanWords(tr) } };
    const account = await accounts().get(body.accountId);
    const business = businessOf(account);
    if (body.active) {
      refuseWording(body.texts, business);
      if (!account.displayPhoneNumber)
        throw new DomainError('number-unknown', 'accountId: the telephone number is not known', {
          field: 'accountId',
          remedy: 'Test the connection of the number in Settings › Numbers, then publish.',
          status: 422,
        });
    }
    return { body, business };
  };

  const tell = (
    trx: Knex.Transaction,
    actor: { id: number; name: string },
    { name, did }: { name: string; did: string }
  ) =>
    logsService(strapi).writeIn(trx, {
      area: 'contact',
      level: 'info',
      event: 'opt-in-form-changed',
      text: `${actor.name} ${did} the opt-in form "${name}"`,
      details: { form: name, did, by: actor.name, userId: actor.id },
    });

  const tryInsert = async (actor: { id: number; name: string }, body: Body, business: string) => {
    const at = clock.now();
    return db.tx(async (trx) => {
      const id = await insertForm(trx, {
        ...columnsOf(body),
        slug: body.slug,
        code: newCode((below) => randomInt(below)),
        version: 1,
        started: 0,
        sample: false,
        addedAt: at,
        changedAt: at,
      });
      await insertVersion(trx, versionOf({ id, version: 1 }, { body, business, actor, at }));
      await tell(trx, actor, { name: body.name, did: 'made' });
      return id;
    });
  };

  const versionOf = (
    { id, version }: { id: number; version: number },
    {
      body,
      business,
      actor,
      at,
    }: { body: Body; business: string; actor: { id: number; name: string }; at: number }
  ) => ({
    formId: id,
    version,
    category: body.category,
    business: business.slice(0, 255),
    texts: body.texts,
    actorId: actor.id,
    actor: actor.name.slice(0, 160),
    sample: false,
    at,
  });

  const create: OptInService['create'] = async (actor, given) => {
    const { body, business } = await checked(given);
    if ((await listForms(db.knex)).length >= MOST_FORMS)
      throw new DomainError(
        'too-many',
        `There are already ${MOST_FORMS} opt-in forms. No more can be created.`,
        {
          status: 409,
          remedy: 'Delete forms that you no longer use.',
        }
      );
    for (let tries = 1; ; tries += 1) {
      try {
        return await view(await tryInsert(actor, body, business));
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
        if (await findForm(db.knex, { slug: body.slug })) throw slugTaken();
        // A code that another form has: one in 10^11; another is drawn.
        if (tries >= TRIES) throw error;
      }
    }
  };

  const update: OptInService['update'] = async (actor, id, given) => {
    const { body, business } = await checked(given);
    await db.tx(async (trx) => {
      // Locked by its update: two people who save at once make two versions, not one.
      await updateForm(trx, id, { ...columnsOf(body), changedAt: clock.now() });
      const form = await findForm(trx, { id });
      if (!form) throw notFound('the form');
      const before = await findVersion(trx, id, form.version);
      const same =
        before?.category === body.category &&
        stableStringify(before.texts) === stableStringify(body.texts) &&
        before.business === business;
      if (!same) {
        const version = form.version + 1;
        const at = clock.now();
        await insertVersion(trx, versionOf({ id, version }, { body, business, actor, at }));
        await updateForm(trx, id, { version });
      }
      await tell(trx, actor, { name: body.name, did: 'changed' });
    });
    return view(id);
  };

  return {
    list,
    view,
    create,
    update,
    remove: async (actor, id) => {
      const { counts, name } = await view(id);
      if (counts.confirmed > 0) throw refusedInWords('in-use', PROVES, { status: 409 });
      await db.tx(async (trx) => {
        await deleteForm(trx, id);
        await tell(trx, actor, { name, did: 'deleted' });
      });
    },
    versions: async (id) => {
      await view(id);
      return (await listVersions(db.knex, id)).map((row) => ({
        version: row.version,
        category: row.category,
        business: row.business,
        texts: row.texts ?? NO_TEXTS,
        by: row.actor,
        at: row.at,
      }));
    },
    check: async ({ accountId, texts }) => {
      const business = businessOf(await accounts().get(Number(accountId)));
      return { business, problems: problemsOf(texts, business) };
    },
    suggest: async ({ accountId, category }) => {
      const business = businessOf(await accounts().get(Number(accountId)));
      const of = (language: OptInLanguage) =>
        readyWords(language, category, {
          business,
          agree: agreeSentence(language, category, business),
        });
      return { texts: { en: of('en'), tr: of('tr') } };
    },
    choices: async () => ({
      numbers: (await accounts().list()).map((account) => ({
        id: account.id,
        name: account.name,
        business: businessOf(account),
        phone: account.displayPhoneNumber,
      })),
      groups: (await groupsService(strapi).list()).map(({ id, name }) => ({ id, name })),
      tags: (await listTags(db.knex)).map(({ name }) => name),
      purposes: (await askedPurposes(db.knex)).map(({ purpose }) => purpose),
    }),
    sources: async () => {
      const forms = new Map((await listForms(db.knex)).map((form) => [sourceOf(form), form]));
      return (await countSources(db.knex)).map((row) => ({
        ...row,
        formId: forms.get(row.source)?.id ?? null,
        formName: forms.get(row.source)?.name ?? null,
      }));
    },
    link: async (id, language) => {
      const link = (await view(id)).links[language];
      if (link === null)
        throw new DomainError('no-link', 'This form has no link in this language.', {
          status: 409,
          remedy: 'Write the consent sentence in this language and connect the number.',
        });
      return asQr(link);
    },
  } satisfies Partial<OptInService>;
};
