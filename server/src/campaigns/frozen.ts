import { z } from 'zod';
import { categoryOf, templateRenderer } from '../sending/public';
import type { TemplateRow } from '../templates/public';
import type { CampaignRow } from './tables';

/** The template as it was at the start: what was approved and checked is what goes out. */
const frozenShape = z.object({
  name: z.string(),
  language: z.string(),
  category: z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']),
  parameterFormat: z.enum(['POSITIONAL', 'NAMED']),
  components: z.array(z.unknown()),
});
export type Frozen = z.infer<typeof frozenShape>;

export const freeze = (template: TemplateRow): Frozen => {
  const category = categoryOf(template);
  return {
    name: template.name,
    language: template.language,
    category: category === 'SERVICE' ? 'UTILITY' : category,
    parameterFormat: template.parameterFormat,
    components: template.components ?? [],
  };
};

const parsed = new WeakMap<object, Frozen>();

/** Parsed once per campaign row that was read, not once per recipient. */
export const readFrozen = ({ frozen }: Pick<CampaignRow, 'frozen'>): Frozen => {
  const known = frozen ? parsed.get(frozen) : undefined;
  if (known) return known;
  const made = frozenShape.parse(frozen);
  if (frozen) parsed.set(frozen, made);
  return made;
};

/** Renders a campaign's message for one person. Made once per run, used for every recipient. */
export const campaignRenderer = (campaign: CampaignRow) =>
  templateRenderer(readFrozen(campaign), campaign.bindings ?? {});
