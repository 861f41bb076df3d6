import type { Core } from '@strapi/strapi';
import type { Settings } from '../settings/public';
import { templatesService } from '../templates/public';
import type { CheckedDraft } from './draft-check';
import { hint, type Problem } from './problem';
import type { CampaignRow } from './tables';
import type { CheckedVariant } from './variant-check';

/** Marketing that shows nobody how to leave, or by a button that ends nothing (O-18, O-26); of every message of a test. */
export const wayOutHints = (
  strapi: Core.Strapi,
  { bindings }: CampaignRow,
  known: Pick<CheckedDraft, 'template'> & { variants: CheckedVariant[]; settings: Settings }
): Problem[] => {
  const { optOutWords } = known.settings;
  const words = [...optOutWords.tr, ...optOutWords.en];
  const messages = [
    { template: known.template, bindings },
    ...known.variants.map(({ template, draft }) => ({ template, bindings: draft.bindings })),
  ];
  const found = messages.flatMap(({ template, bindings: own }) =>
    template?.category === 'MARKETING'
      ? [
          {
            id: template.id,
            ...templatesService(strapi).wayOut(template, { bindings: own, words }),
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
