import {
  isOtpButton,
  otpTypeOf,
  readComponents,
  variablesOf,
  type MetaButton,
  type MetaComponent,
} from '../cloud-api/template-structure';
import {
  emptyDraft,
  type DraftButton,
  type DraftHeader,
  type TemplateDraft,
} from '../contracts/template-draft';
import { templateCategory } from '../contracts/template-words';
import { chosenMarkOf, type OptOutTexts } from './domain/opt-out-texts';
import type { TemplateRow } from './tables';

const PARTS = new Set(['HEADER', 'BODY', 'FOOTER', 'BUTTONS']);

const headerOf = (header: MetaComponent | undefined): DraftHeader | null => {
  if (!header) return { kind: 'none' };
  switch (header.format ?? 'TEXT') {
    case 'TEXT':
      return { kind: 'text', text: header.text ?? '' };
    case 'IMAGE':
      return { kind: 'image', file: null };
    case 'VIDEO':
      return { kind: 'video', file: null };
    case 'DOCUMENT':
      return { kind: 'document', file: null };
    case 'LOCATION':
      return { kind: 'location' };
    default:
      return null;
  }
};

const buttonOf = (button: MetaButton, texts: OptOutTexts): DraftButton | null => {
  const text = button.text ?? '';
  const example = button.example?.[0] ?? '';
  switch (button.type) {
    case 'QUICK_REPLY': {
      const optOut = chosenMarkOf(texts, text.trim());
      return { type: 'QUICK_REPLY', text, ...(optOut ? { optOut } : {}) };
    }
    case 'URL':
      return { type: 'URL', text, url: button.url ?? '', example };
    case 'PHONE_NUMBER':
      return { type: 'PHONE_NUMBER', text, phone: button.phone_number ?? '' };
    case 'COPY_CODE':
      return { type: 'COPY_CODE', example };
    default:
      return null;
  }
};

const examplesOf = (
  part: 'header' | 'body',
  component: MetaComponent | undefined
): Record<string, string> => {
  const { example } = component ?? {};
  const named =
    part === 'header' ? example?.header_text_named_params : example?.body_text_named_params;
  const listed = part === 'header' ? example?.header_text : example?.body_text?.[0];
  return Object.fromEntries(
    variablesOf(component?.text ?? '').map((name, index) => [
      `${part}.${name}`,
      named?.find((one) => one.param_name === name)?.example ?? listed?.[index] ?? '',
    ])
  );
};

/** Code buttons that an app fills in: the editor writes only those that copy, and would drop the app. */
const appButtonsOf = (buttons: readonly MetaButton[]): string[] =>
  buttons
    .filter(isOtpButton)
    .map(otpTypeOf)
    .filter((kind) => kind !== 'COPY_CODE')
    .map((kind) => `button:${kind}`);

type Readable = Pick<
  TemplateRow,
  'name' | 'language' | 'category' | 'parameterFormat' | 'components'
> &
  Partial<OptOutTexts>;

/**
 * A template of Meta as our editor writes it. `unsupported` names the parts that the editor does not know: such a
 * template is edited in WhatsApp Manager, since ours would drop them.
 */
export const draftOf = (row: Readable): { draft: TemplateDraft; unsupported: string[] } => {
  const { components, unreadable } = readComponents(row.components);
  const part = (type: string): MetaComponent | undefined => components.find((c) => c.type === type);
  const buttons = part('BUTTONS')?.buttons ?? [];
  const code = buttons.some(isOtpButton) || row.category === 'AUTHENTICATION';
  const header = headerOf(part('HEADER'));
  const category = templateCategory.safeParse(row.category);
  const { optOutTexts = null, optOutAllTexts = null } = row;
  const own = code
    ? []
    : buttons.map((button) => buttonOf(button, { optOutTexts, optOutAllTexts }));
  const draft: TemplateDraft = {
    ...emptyDraft(row.language),
    name: row.name,
    category: category.success ? category.data : 'MARKETING',
    parameterFormat: row.parameterFormat,
    header: code ? { kind: 'none' } : (header ?? { kind: 'none' }),
    body: code ? '' : (part('BODY')?.text ?? ''),
    footer: code ? '' : (part('FOOTER')?.text ?? ''),
    buttons: own.flatMap((button) => (button ? [button] : [])),
    examples: { ...examplesOf('header', part('HEADER')), ...examplesOf('body', part('BODY')) },
    code: {
      securityRecommendation: part('BODY')?.add_security_recommendation ?? false,
      expirationMinutes: part('FOOTER')?.code_expiration_minutes ?? null,
      buttonText: code ? (buttons[0]?.text ?? '') : '',
    },
  };
  return {
    draft,
    unsupported: [
      ...unreadable,
      ...components.filter((c) => !PARTS.has(c.type)).map((c) => c.type),
      ...(header === null ? [`header:${part('HEADER')?.format ?? ''}`] : []),
      ...own.flatMap((button, index) => (button ? [] : [`button:${buttons[index]?.type ?? ''}`])),
      ...appButtonsOf(buttons),
    ],
  };
};
