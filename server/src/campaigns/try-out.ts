import type { Core } from '@strapi/strapi';
import { contactsService, shownName, type ContactRow } from '../contacts/public';
import type { ExcludedResult, PreviewResult, SkipReason, TestBody } from '../contracts/campaigns';
import type { TestSendResult } from '../contracts/testers';
import { DomainError } from '../kernel/errors';
import { textRenderer, type IntentContent } from '../sending/public';
import { contextOf } from '../strapi/context';
import {
  chooseLanguage,
  languageTable,
  refuseLockedBindings,
  templatesService,
} from '../templates/public';
import { testersService } from '../testers/public';
import { checkDraft } from './draft-check';
import { noteTested } from './draft-version';
import { freezeDraft, rendererOf, standInFiles } from './frozen';
import { knownOfCampaign } from './known';
import { messagesIn, templateOf, type Message } from './languages';
import { askOf } from './preflight';
import type { CampaignRow } from './tables';
import { excludedPeople, reasonOf, type Ask } from './tally';

const incomplete = (what: string) =>
  new DomainError('incomplete', `the campaign has no ${what} yet`, {
    status: 422,
    field: what,
    remedy: 'Choose it first.',
  });

const NOTHING = { template: null, file: null };

/** What can be tried before a start: whom a line of the bill means, what one person would read, a message to testers. */
export const createTryOut = (strapi: Core.Strapi) => {
  const { db, clock } = contextOf(strapi);

  const checkedAsk = async (campaign: CampaignRow): Promise<Ask | null> => {
    const checked = await checkDraft(strapi, campaign, clock.now());
    return askOf(strapi, campaign, checked);
  };

  /** What this person gets; in whose language there is none, what the named one says. */
  const messageFor = ({ languages, ...own }: Ask, contact: ContactRow): Message =>
    (languages && languages.messages.get(templateOf(languages, contact) ?? 0)) ?? own;

  const excluded = async (
    campaign: CampaignRow,
    page: { reason: SkipReason; cursor?: string | undefined; limit: number }
  ): Promise<ExcludedResult> => {
    // Who lacks a value tells who has one.
    await refuseLockedBindings(strapi, campaign.bindings);
    const ask = await checkedAsk(campaign);
    for (const { bindings } of ask ? messagesIn(ask) : [])
      await refuseLockedBindings(strapi, bindings);
    return ask ? excludedPeople(db, ask, page) : { people: [], nextCursor: null };
  };

  const preview = async (campaign: CampaignRow, contactId: number): Promise<PreviewResult> => {
    const everybody = { kind: 'picked' as const, contactIds: [contactId] };
    const ask = await checkedAsk({ ...campaign, audience: everybody });
    const contact = await contactsService(strapi).get(contactId);
    const message = ask && messageFor(ask, contact);
    const render = message ? rendererOf(message.frozen, message.bindings) : null;
    if (!ask || !message || !render) throw incomplete('message');
    const { frozen, bindings } = message;
    const own = { ...campaign, bindings };
    const known = await knownOfCampaign(strapi, db.knex, {
      campaign: own,
      people: [contact],
      frozen,
    });
    const result = render(contact, standInFiles(frozen, bindings), known.get(contact.id));
    if (!result.ok) throw result.refusal;
    return {
      contactId: contact.id,
      contactName: shownName(contact),
      body: result.rendered.body,
      usedFallback: result.rendered.usedFallback,
      reason: await reasonOf(db, ask, contactId),
    };
  };

  const inTheirLanguage = async (
    campaign: CampaignRow & { templateId: number },
    contactId: number
  ): Promise<IntentContent> => {
    const templates = templatesService(strapi);
    const { ready, order } = await templates.inLanguages(
      await templates.get(campaign.templateId),
      campaign
    );
    const rows = ready.map(({ row, bindings }) => ({ ...row, bindings }));
    const { language } = await contactsService(strapi).get(contactId);
    const found = chooseLanguage(languageTable(rows, order), language);
    if (found)
      return { type: 'template', templateId: found.id, values: {}, bindings: found.bindings };
    throw new DomainError('no-language', 'the template has no language that this contact gets', {
      status: 422,
      field: 'templateId',
      remedy: 'Add the language, or change the language order on the template’s page.',
    });
  };

  const contentFor = async (campaign: CampaignRow, contactId: number): Promise<IntentContent> => {
    const { kind, templateId, bindings, fileId } = campaign;
    const text = campaign.text?.trim() ?? '';
    if (kind !== 'text' && templateId !== null)
      return campaign.byLanguage
        ? inTheirLanguage({ ...campaign, templateId }, contactId)
        : { type: 'template', templateId, values: {}, bindings: bindings ?? {} };
    if (kind !== 'text' || (!text && fileId === null)) throw incomplete('message');
    const contact = await contactsService(strapi).get(contactId);
    // Of no campaign: what the team opens when it tries a message is not counted among its openings.
    const [tried, frozen] = [{ ...campaign, id: 0 }, freezeDraft(campaign, NOTHING)];
    const people = [contact];
    const known = await knownOfCampaign(strapi, db.knex, { campaign: tried, people, frozen });
    const result = textRenderer(text)(contact, {}, known.get(contact.id));
    if (!result.ok) throw result.refusal;
    const said = result.rendered.body.text ?? '';
    return fileId === null
      ? { type: 'text', text: said }
      : { type: 'media', file: { from: 'library', id: fileId }, caption: said };
  };

  /** The message to testers, as each would get it. */
  const test = async (
    campaign: CampaignRow,
    { testerIds, clientId }: TestBody,
    userId: number
  ): Promise<TestSendResult> => {
    if (campaign.accountId === null) throw incomplete('number');
    const tried = await testersService(strapi).send({
      testerIds,
      clientId,
      userId,
      accountId: campaign.accountId,
      name: String(campaign.id),
      testOf: campaign.id,
      contentFor: (contactId) => contentFor(campaign, contactId),
    });
    // B, C and D are other messages than the campaign's own.
    const isOwn = (campaign.letter ?? 'A') === 'A';
    if (isOwn && tried.results.some(({ ok }) => ok))
      await noteTested(db.knex, campaign, clock.now());
    return tried;
  };

  return { excluded, preview, test };
};
