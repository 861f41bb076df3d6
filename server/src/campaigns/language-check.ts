import type { Core } from '@strapi/strapi';
import type { AccountRow } from '../accounts/public';
import type { SlotBindings } from '../contracts/templates';
import { mediaProblem } from '../sending/public';
import {
  lockedBindings,
  templatesService,
  type TemplateLanguages,
  type TemplateRow,
} from '../templates/public';
import { maxPriceProblems } from './max-price';
import { hint, problem, type Problem } from './problem';
import type { CampaignRow } from './tables';
import { lettersOf } from './variants';

const named = (rows: readonly { row: TemplateRow }[]): string =>
  rows.map(({ row }) => row.language).join(', ');

const bindingProblems = async (strapi: Core.Strapi, bindings: SlotBindings): Promise<Problem[]> => {
  const file = await mediaProblem(strapi, bindings);
  return [
    ...(await lockedBindings(strapi, bindings)).map(({ field }) =>
      problem('sensitive-binding', 'bindings', field.label)
    ),
    ...(file === null ? [] : [problem('file-not-sendable', 'bindings', file)]),
  ];
};

/** A draft that names no language itself or by its bot (E-25): at least one must be able to go out; what may not is named. */
export const checkLanguages = async (
  strapi: Core.Strapi,
  campaign: CampaignRow,
  { account, template }: { account: AccountRow | null; template: TemplateRow }
): Promise<{ problems: Problem[]; languages: TemplateLanguages }> => {
  const languages = await templatesService(strapi).inLanguages(template, {
    bindings: campaign.bindings,
  });
  const { ready, unready } = languages;
  const problems: Problem[] = [];
  if (account && template.wabaId !== account.wabaId)
    problems.push(problem('template-of-another-account', 'templateId'));
  // What is wrong with variants of a flow is said once, whatever its language.
  if (campaign.kind === 'template' && lettersOf(campaign).length > 0)
    problems.push(problem('languages-not-for-tests', 'variants'));
  if (ready.length === 0) problems.push(problem('no-language-ready', 'templateId', named(unready)));
  else if (unready.length > 0)
    problems.push(hint('languages-unready', 'templateId', named(unready)));
  const rows = ready.map(({ row }) => row);
  problems.push(...maxPriceProblems(account, rows));
  for (const { bindings } of ready) problems.push(...(await bindingProblems(strapi, bindings)));
  // Several languages may lack the same file or field.
  const once = new Map(problems.map((one) => [`${one.kind} ${one.detail ?? ''}`, one]));
  return { problems: [...once.values()], languages };
};
