import type { BotView } from '../../../../server/src/contracts/bots';
import type { TemplateView } from '../../../../server/src/contracts/templates';
import type { DraftForm } from './wizard-model';

/** Parts of a message that the chosen number cannot send. */
export type Unfit = 'template' | 'variants' | 'bot';

/** What the chosen number can send; null while that is not known. */
export interface Offer {
  readonly templates: readonly Pick<TemplateView, 'id'>[] | null;
  readonly bots: readonly Pick<BotView, 'id' | 'accountId'>[] | null;
}

/** A bot without a number of its own answers for every number. */
export const botFits = (
  { accountId }: Pick<BotView, 'accountId'>,
  chosen: DraftForm['accountId']
): boolean => accountId === null || chosen === null || accountId === chosen;

/**
 * What was chosen for another number and does not fit this one: templates belong to a business account, a bot may belong
 * to a number. It stays chosen, so that it is there again when the number is changed back; everything else fits any number.
 */
export const unfitParts = (form: DraftForm, { templates, bots }: Offer): Unfit[] => {
  const { kind, accountId, templateId, botId, trial } = form;
  if (kind === 'flow') {
    const bot = bots?.find(({ id }) => id === botId);
    return bot && !botFits(bot, accountId) ? ['bot'] : [];
  }
  if (kind !== 'template' || accountId === null || templates === null) return [];
  const isOther = (id: number | null) => id !== null && !templates.some((one) => one.id === id);
  const variants = trial.test?.variants ?? [];
  return [
    ...(isOther(templateId) ? (['template'] as const) : []),
    ...(variants.some((one) => isOther(one.templateId)) ? (['variants'] as const) : []),
  ];
};
