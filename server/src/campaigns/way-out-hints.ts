import type { Core } from '@strapi/strapi';
import type { Settings } from '../settings/public';
import { templatesService } from '../templates/public';
import type { CheckedDraft } from './draft-check';
import { hint, type Problem } from './problem';
import type { CampaignRow } from './tables';
import type { CheckedVariant } from './variant-check';

/** Marketing that shows nobody how to leave, or by a button that ends nothing (O-18, O-26); of every variant and language. */
export const wayOutHints = (
  strapi: Core.Strapi,
  { bindings }: CampaignRow,
  known: Pick<CheckedDraft, 'template' | 'languages'> & {
    variants: CheckedVariant[];
    settings: Settings;
  }
): Problem[] => {
  const { optOutWords } = known.settings;
  const words = [...optOutWords.tr, ...optOutWords.en];
  const own = known.languages?.ready.map(({ row, bindings: saved }) => ({
    template: row,
    bindings: saved,
  })) ?? [{ template: known.template, bindings }];
  const messages = [
    ...own,
    ...known.variants.map(({ template, draft }) => ({ template, bindings: draft.bindings })),
  ];
  const found = messages.flatMap(({ template, bindings: values }) =>
    template?.category === 'MARKETING'
      ? [
          {
            id: template.id,
            ...templatesService(strapi).wayOut(template, { bindings: values, words }),
          },
        ]
      : []
  );
  // Two messages of a test may be one template with other values.
  const unmarked = new Map(
    found.flatMap(({ id, unmarked: texts }) =>
      texts.map((text) => [`${id} ${text}`, hint('unmarked-way-out', `templates.${id}`, text)])
    )
  );
  const isSilent = found.some((one) => !one.isShown && one.unmarked.length === 0);
  return [...(isSilent ? [hint('no-way-out', 'templateId', null)] : []), ...unmarked.values()];
};
