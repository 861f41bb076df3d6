import { fold } from '../../../../server/src/contracts/fold';
import type { Can } from '../../shared/permissions';
import type { TemplateUse } from '../../../../server/src/contracts/template-draft';
import type { AccountView } from '../../../../server/src/contracts/accounts';
import type { TemplateStatus, TemplateView } from '../../../../server/src/contracts/templates';
import type { Key } from '../../translations/key';

/** One number for each WhatsApp account: templates belong to the account. */
export const onePerAccount = (accounts: readonly AccountView[]): AccountView[] =>
  [...new Map([...accounts].reverse().map((one) => [one.wabaId, one])).values()].reverse();

export type TemplateFilter = {
  q: string;
  status: TemplateStatus | null;
  category: string | null;
  language: string | null;
  /** Where it was made; `unknown`: nobody knows. */
  origin: string | null;
};

export const noFilter: TemplateFilter = {
  q: '',
  status: null,
  category: null,
  language: null,
  origin: null,
};

export const isFiltered = (f: TemplateFilter): boolean =>
  f.q.trim() !== '' || [f.status, f.category, f.language, f.origin].some((value) => value !== null);

export const originOf = ({ origin }: Pick<TemplateView, 'origin'>) => origin?.place ?? 'unknown';

const matches = (t: TemplateView, f: TemplateFilter): boolean => {
  if (f.category !== null && t.category !== f.category) return false;
  if (f.language !== null && t.language !== f.language) return false;
  if (f.origin !== null && originOf(t) !== f.origin) return false;
  const words = fold(f.q).split(/\s+/).filter(Boolean);
  const text = fold(`${t.name} ${t.body} ${t.language}`);
  return words.every((word) => text.includes(word));
};

/** Rows to show, and how many each status chip would show under the other filters. */
export const filterTemplates = (templates: readonly TemplateView[], filter: TemplateFilter) => {
  const rest = templates.filter((t) => matches(t, filter));
  const counts = new Map<TemplateStatus, number>();
  for (const t of rest) counts.set(t.status, (counts.get(t.status) ?? 0) + 1);
  const rows = filter.status === null ? rest : rest.filter((t) => t.status === filter.status);
  return { rows, counts, all: rest.length };
};

/** Order of the status chips: what one looks for first; empty ones are left out unless chosen. */
export const statusOrder: readonly TemplateStatus[] = [
  'APPROVED',
  'PENDING',
  'REJECTED',
  'PAUSED',
  'IN_APPEAL',
  'DISABLED',
  'DRAFT',
  'MISSING',
  'OTHER',
];

export const valuesOf = (
  templates: readonly TemplateView[],
  key: 'category' | 'language'
): string[] => [...new Set(templates.map((t) => t[key]))].sort();

const PLACES = {
  campaign: 'campaigns',
  bot: 'bots',
  flow: 'bots',
  automation: 'automations',
} as const satisfies Record<TemplateUse['kind'], string>;

/** Address of what sends a template. */
export const placeOfUse = ({ kind, id }: Pick<TemplateUse, 'kind' | 'id'>): string =>
  `/plugins/whatsapp/${PLACES[kind]}/${id}`;

/** A link only for who may follow it. */
export const mayOpenUse = ({ kind }: Pick<TemplateUse, 'kind'>, can: Can): boolean => {
  if (kind === 'campaign') return can.campaignFollow;
  return kind === 'automation' ? can.automationObserve : can.botObserve;
};

/** Meta's reasons that have words of ours; others are shown as Meta wrote them. */
const knownReasons = [
  'ABUSIVE_CONTENT',
  'INCORRECT_CATEGORY',
  'INVALID_FORMAT',
  'PROMOTIONAL',
  'SCAM',
  'TAG_CONTENT_MISMATCH',
] as const;

export const rejectedKey = (reason: string | null): Key | null => {
  if (reason === null || reason === 'NONE' || reason === '') return null;
  const known = knownReasons.find((r) => r === reason.split(':')[0]);
  return known ? `templates.rejected.${known}` : 'templates.rejected.other';
};

/** What Meta's webhook says beside the bare reason; null when it says no more. */
export const rejectedDetail = (reason: string | null): string | null => {
  const [word, ...rest] = (reason ?? '').split(': ');
  return knownReasons.some((r) => r === word) && rest.length > 0 ? rest.join(': ') : null;
};

const categoryReasons: readonly string[] = [
  'INCORRECT_CATEGORY',
  'PROMOTIONAL',
  'TAG_CONTENT_MISMATCH',
  'CATEGORY_NOT_AVAILABLE',
];

/** Meta rejected the template for its category, as far as the reason tells. */
export const isCategoryRefused = ({
  status,
  rejectedReason,
}: Pick<TemplateView, 'status' | 'rejectedReason'>): boolean =>
  status === 'REJECTED' && categoryReasons.includes((rejectedReason ?? '').split(':')[0] ?? '');

/** Its value is a one-time code: other systems send it through the API. */
export const carriesCode = (t: Pick<TemplateView, 'category' | 'slots'>): boolean =>
  t.category === 'AUTHENTICATION' || t.slots.some(({ kind }) => kind === 'otp');

const knownQualities = ['GREEN', 'YELLOW', 'RED'] as const;
export const qualityKey = (quality: string): Key =>
  `templates.quality.${knownQualities.find((q) => q === quality) ?? 'UNKNOWN'}`;

const knownCategories = ['MARKETING', 'UTILITY', 'AUTHENTICATION'] as const;
export const categoryKey = (category: string | null): Key | null => {
  const known = knownCategories.find((c) => c === category);
  return known ? `templates.category.${known}` : null;
};

const sendReasons = ['not-approved', 'paused', 'unsupported-component', 'api-only'] as const;
/** Why a template may not be sent, as words: by its state first, since that tells more than "not approved". */
export const refusedKey = (t: TemplateView): Key | null => {
  if (t.sendable.ok) return null;
  if (t.status !== 'APPROVED') return `templates.refused.${t.status}`;
  const known = sendReasons.find((r) => r === t.sendable.reason);
  return `templates.refused.${known ?? 'other'}`;
};

/** Same bindings, whatever the order of the keys: nothing to save. */
export const sameBindings = (a: TemplateView['bindings'], b: TemplateView['bindings']): boolean => {
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => JSON.stringify(sorted(a[key])) === JSON.stringify(sorted(b[key])))
  );
};

const sorted = (binding: TemplateView['bindings'][string] | undefined) =>
  binding && [
    Object.entries(binding.source).sort(([a], [b]) => (a < b ? -1 : 1)),
    binding.fallback,
  ];
