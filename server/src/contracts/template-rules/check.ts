import type { DraftFile, TemplateDraft } from '../template-draft';
import { templateLanguages } from '../template-words';
import { checkButtons } from './check-buttons';
import { checkBody, checkFooter, checkHeaderText } from './check-texts';
import { formatOf, formatsOf } from './formats';
import { HEADER_FILES, LIMITS } from './limits';
import { problem, when, type TemplateProblem } from './problem';

export interface CheckContext {
  /** `name language` of the templates that exist, in the same WhatsApp account; without this one itself. */
  taken?: ReadonlySet<string>;
  /** The category of the approved template that is edited: it stays. */
  approvedCategory?: string | null;
}

/** What to write instead of a bad name: Turkish and accented letters lose their marks. */
export const suggestName = (name: string): string =>
  name
    .toLocaleLowerCase('tr')
    .replaceAll('ı', 'i')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9_]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, LIMITS.name) || 'order_shipped';

export const isTemplateName = (name: string): boolean => /^[a-z0-9_]+$/.test(name);

export const takenKey = (name: string, language: string): string => `${name} ${language}`;

const checkName = (
  { name, language }: TemplateDraft,
  taken: CheckContext['taken']
): TemplateProblem[] => {
  if (name === '') return [problem('name', 'name.empty')];
  if (name.length > LIMITS.name)
    return [problem('name', 'name.long', { length: name.length, limit: LIMITS.name })];
  if (!isTemplateName(name))
    return [problem('name', 'name.chars', { suggestion: suggestName(name) })];
  return when(taken?.has(takenKey(name, language)) ?? false, problem('name', 'name.taken'));
};

const MB = 1024 * 1024;

/** The sample of a media header: kind and size, before anything is uploaded. */
export const checkHeaderFile = (
  kind: keyof typeof HEADER_FILES,
  file: Pick<DraftFile, 'mime' | 'sizeBytes'> | null
): TemplateProblem[] => {
  if (!file) return [problem('header.file', 'file.missing')];
  const { mimes, maxBytes } = HEADER_FILES[kind];
  if (!(mimes as readonly string[]).includes(file.mime.toLowerCase()))
    return [
      problem('header.file', 'file.type', { type: formatOf(file.mime), allowed: formatsOf(mimes) }),
    ];
  return when(
    file.sizeBytes > maxBytes,
    problem('header.file', 'file.size', {
      // Rounded up, so that a little too much never reads as "The file is 5 MB. Choose one of up to 5 MB.".
      size: Math.ceil((file.sizeBytes / MB) * 10) / 10,
      limit: maxBytes / MB,
    })
  );
};

const checkHeader = (draft: TemplateDraft): TemplateProblem[] => {
  const { header } = draft;
  switch (header.kind) {
    case 'text':
      return checkHeaderText(draft, header.text);
    case 'image':
    case 'video':
    case 'document':
      return checkHeaderFile(header.kind, header.file);
    default:
      return [];
  }
};

/** Meta writes the text of code templates; only these few things are chosen. */
const checkCode = ({ code }: TemplateDraft): TemplateProblem[] => {
  const { min, max } = LIMITS.expirationMinutes;
  const minutes = code.expirationMinutes;
  return [
    ...when(
      minutes !== null && (minutes < min || minutes > max),
      problem('code.expirationMinutes', 'code.minutes', { min, max })
    ),
    ...when(
      code.buttonText.length > LIMITS.buttonText,
      problem('code.buttonText', 'text.long', {
        length: code.buttonText.length,
        limit: LIMITS.buttonText,
      })
    ),
    ...when(/[\n\r\t]|\{\{/.test(code.buttonText), problem('code.buttonText', 'button.text')),
  ];
};

/**
 * Everything that Meta would refuse, at its field; empty = may be submitted (T-02…T-10). The browser and the server
 * ask this same function.
 */
export const checkDraft = (draft: TemplateDraft, context: CheckContext = {}): TemplateProblem[] => [
  ...checkName(draft, context.taken),
  ...when(
    !(templateLanguages as readonly string[]).includes(draft.language),
    problem('language', 'language.unknown')
  ),
  ...when(
    Boolean(context.approvedCategory) && context.approvedCategory !== draft.category,
    problem('category', 'category.fixed')
  ),
  ...(draft.category === 'AUTHENTICATION'
    ? checkCode(draft)
    : [...checkHeader(draft), ...checkBody(draft), ...checkFooter(draft), ...checkButtons(draft)]),
];
