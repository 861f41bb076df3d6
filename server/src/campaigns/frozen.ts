import { z } from 'zod';
import type { FileRef } from '../contracts/media';
import { MEDIA_KINDS } from '../contracts/media-rules';
import {
  categoryOf,
  FILE_SLOT,
  standInMedia,
  templateRenderer,
  textRenderer,
  type KnownFile,
} from '../sending/public';
import type { TemplateRow } from '../templates/public';
import type { CampaignRow } from './tables';

/** The template as it was at the start: what was approved and checked is what goes out. */
const frozenTemplate = z.object({
  kind: z.literal('template').default('template'),
  name: z.string(),
  language: z.string(),
  category: z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']),
  topic: z.string().nullable().default(null),
  /** Most that 1,000 deliveries may cost (T-53). */
  maxPrice: z
    .object({ bidAmount: z.number(), varies: z.boolean().optional() })
    .nullable()
    .default(null),
  parameterFormat: z.enum(['POSITIONAL', 'NAMED']),
  components: z.array(z.unknown()),
});
/** A file of the media library as it was judged at the start. */
const frozenFile = z.object({
  id: z.number().int(),
  name: z.string(),
  mime: z.string(),
  kind: z.enum(MEDIA_KINDS),
  voice: z.boolean(),
  sizeBytes: z.number(),
});
const frozenText = z.object({
  kind: z.literal('text'),
  category: z.literal('SERVICE'),
  text: z.string(),
  file: frozenFile.nullable().default(null),
});
const frozenFlow = z.object({
  kind: z.literal('flow'),
  category: z.literal('SERVICE'),
  botId: z.number().int(),
});
const frozenShape = z.union([frozenText, frozenFlow, frozenTemplate]);
export type Frozen = z.infer<typeof frozenShape>;
export type FrozenTemplate = z.infer<typeof frozenTemplate>;

export const freeze = (template: TemplateRow): FrozenTemplate => {
  const category = categoryOf(template);
  return {
    kind: 'template',
    name: template.name,
    language: template.language,
    category: category === 'SERVICE' ? 'UTILITY' : category,
    topic: template.topic,
    maxPrice: template.maxPrice && {
      bidAmount: template.maxPrice.bidAmount,
      ...(template.maxPrice.varies ? { varies: true } : {}),
    },
    parameterFormat: template.parameterFormat,
    components: template.components ?? [],
  };
};

const freezeFile = (id: number | null, file: KnownFile | null) => {
  if (id === null || !file) return null;
  const { name, mime, kind, voice, sizeBytes } = file;
  return { id, name, mime, kind, voice, sizeBytes };
};

/** What a draft would send as it stands; null while that is not chosen yet. */
export const freezeDraft = (
  campaign: Pick<CampaignRow, 'kind' | 'text' | 'fileId' | 'botId'>,
  { template, file }: { template: TemplateRow | null; file: KnownFile | null }
): Frozen | null => {
  if (campaign.kind === 'text') {
    const text = campaign.text?.trim() ?? '';
    const carried = freezeFile(campaign.fileId, file);
    return text || carried ? { kind: 'text', category: 'SERVICE', text, file: carried } : null;
  }
  if (campaign.kind === 'flow' && campaign.botId === null) return null;
  // A flow that begins with a template is judged as that template (M-11).
  if (template) return freeze(template);
  return campaign.kind === 'flow' && campaign.botId !== null
    ? { kind: 'flow', category: 'SERVICE', botId: campaign.botId }
    : null;
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

/** Whether nearly all of its messages take a place in the messaging limit: a template is for those who did not write lately. */
export const mostlyCounts = (campaign: Pick<CampaignRow, 'frozen'>): boolean =>
  readFrozen(campaign).kind === 'template';

/** Renders what goes out for one person. Made once per run, used for every recipient. Null: a bot says it. */
export const rendererOf = (frozen: Frozen, bindings: CampaignRow['bindings']) => {
  if (frozen.kind === 'text') return textRenderer(frozen.text, frozen.file);
  return frozen.kind === 'template' ? templateRenderer(frozen, bindings ?? {}) : null;
};

export const campaignRenderer = (campaign: CampaignRow) =>
  rendererOf(readFrozen(campaign), campaign.bindings);

/** In place of the files when a message is only looked at, not sent. */
export const standInFiles = (
  frozen: Frozen,
  bindings: CampaignRow['bindings']
): Record<string, string> =>
  frozen.kind === 'text' ? { [FILE_SLOT]: '1' } : standInMedia(bindings);

/** The file that an ordinary message carries, as the thread keeps it. */
export const carriedFile = (frozen: Frozen): FileRef | null =>
  frozen.kind === 'text' && frozen.file ? { from: 'library', id: frozen.file.id } : null;
