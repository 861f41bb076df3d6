import type {
  DraftButton,
  DraftButtonType,
  DraftHeader,
  TemplateDraft,
} from '../../../../../server/src/contracts/template-draft';
import { EXAMPLE_ADDRESS } from '../../../../../server/src/contracts/template-library';
import {
  codePreview,
  endsInVariable,
  marksOf,
  placeButton,
  wayOutText,
} from '../../../../../server/src/contracts/template-rules';
import type { TemplateSlot } from '../../../../../server/src/contracts/templates';
import type { PreviewedTemplate } from '../../../shared/template-preview';

export const headerKinds = ['none', 'text', 'image', 'video', 'document', 'location'] as const;
export type HeaderKind = DraftHeader['kind'];

export const newHeader = (kind: HeaderKind): DraftHeader => {
  switch (kind) {
    case 'text':
      return { kind, text: '' };
    case 'image':
    case 'video':
    case 'document':
      return { kind, file: null };
    default:
      return { kind };
  }
};

export const newButton = (type: DraftButtonType): DraftButton => {
  switch (type) {
    case 'QUICK_REPLY':
      return { type, text: '' };
    case 'URL':
      return { type, text: '', url: '', example: '' };
    case 'PHONE_NUMBER':
      return { type, text: '', phone: '' };
    case 'COPY_CODE':
      return { type, example: '' };
  }
};

/** A new button beside its own kind: quick replies must stand together. */
export const withButton = (buttons: readonly DraftButton[], type: DraftButtonType): DraftButton[] =>
  placeButton(buttons, newButton(type));

/** Texts of buttons that still lead to the example address of the library. */
export const exampleLinks = ({ buttons }: Pick<TemplateDraft, 'buttons'>): string[] =>
  buttons.flatMap((button) =>
    button.type === 'URL' && button.url.startsWith(EXAMPLE_ADDRESS) ? [button.text] : []
  );

/** With a button by which people leave, in the language of the template (O-18). */
export const withWayOut = ({
  buttons,
  language,
}: Pick<TemplateDraft, 'buttons' | 'language'>): DraftButton[] =>
  placeButton(buttons, {
    type: 'QUICK_REPLY',
    text: wayOutText(language),
    optOut: 'marketing',
  });

/** With these quick replies marked: a tap opts out of marketing, or of nothing. */
export const markedButtons = (
  buttons: readonly DraftButton[],
  texts: readonly string[],
  optOut: 'marketing' | false = 'marketing'
): DraftButton[] =>
  buttons.map((button) =>
    button.type === 'QUICK_REPLY' && texts.includes(button.text) ? { ...button, optOut } : button
  );

/** The button one place up or down; at an edge the list stays as it is. */
export const moved = (
  buttons: readonly DraftButton[],
  index: number,
  by: 1 | -1
): DraftButton[] => {
  const other = index + by;
  const [a, b] = [buttons[index], buttons[other]];
  if (!a || !b) return [...buttons];
  return buttons.map((one, place) => (place === index ? b : place === other ? a : one));
};

/** Variables that need an example, by their key in `examples`. */
export const exampleKeys = (
  draft: TemplateDraft
): { key: string; name: string; part: 'header' | 'body' }[] => {
  const of = (part: 'header' | 'body', text: string) =>
    marksOf(text)
      .filter((name) => name !== '')
      .map((name) => ({ key: `${part}.${name}`, name, part }));
  return [
    ...(draft.header.kind === 'text' ? of('header', draft.header.text) : []),
    ...of('body', draft.body),
  ];
};

/** Wraps the selection in one of WhatsApp's marks, or takes them away; answers the text and the new selection. */
export const toggleMark = (
  text: string,
  [start, end]: readonly [number, number],
  mark: string
): { text: string; selection: [number, number] } => {
  const inner = text.slice(start, end);
  const before = text.slice(0, start);
  const after = text.slice(end);
  if (before.endsWith(mark) && after.startsWith(mark))
    return {
      text: before.slice(0, -mark.length) + inner + after.slice(mark.length),
      selection: [start - mark.length, end - mark.length],
    };
  return {
    text: `${before}${mark}${inner}${mark}${after}`,
    selection: [start + mark.length, end + mark.length],
  };
};

/** Switches between numbers and names: variables and their examples keep their places. */
export const withFormat = (
  draft: TemplateDraft,
  parameterFormat: TemplateDraft['parameterFormat']
): TemplateDraft => {
  if (draft.parameterFormat === parameterFormat) return draft;
  const examples: Record<string, string> = {};
  const renamed = (part: 'header' | 'body', text: string): string => {
    const names = marksOf(text);
    return text.replace(/\{\{([^{}]*)\}\}/g, (_whole, raw: string) => {
      const at = names.indexOf(raw.trim());
      const name = parameterFormat === 'POSITIONAL' ? String(at + 1) : `variable_${at + 1}`;
      examples[`${part}.${name}`] = draft.examples[`${part}.${raw.trim()}`] ?? '';
      return `{{${name}}}`;
    });
  };
  const header =
    draft.header.kind === 'text'
      ? { ...draft.header, text: renamed('header', draft.header.text) }
      : draft.header;
  const body = renamed('body', draft.body);
  return { ...draft, parameterFormat, header, body, examples };
};

const slotOf = (draft: TemplateDraft, part: 'header' | 'body', name: string): TemplateSlot => ({
  key: part === 'header' && draft.parameterFormat === 'POSITIONAL' ? 'header' : `${part}.${name}`,
  component: part,
  kind: 'text',
  name,
  example: draft.examples[`${part}.${name}`]?.trim() || null,
});

const suffixSlot = (button: DraftButton, index: number): TemplateSlot[] =>
  button.type === 'URL' && endsInVariable(button.url)
    ? [
        {
          key: `button.${index}`,
          component: 'button',
          kind: 'url-suffix',
          name: '1',
          buttonIndex: index,
          example: button.example.replace(button.url.replace(/\{\{[^{}]*\}\}$/, ''), '') || null,
        },
      ]
    : [];

/** The line itself, or the name of the file that stands there. */
const headerText = (header: DraftHeader): string | null => {
  if (header.kind === 'text') return header.text;
  return 'file' in header ? (header.file?.name ?? null) : null;
};

const EXAMPLE_CODE = '123456';

/** A code template: WhatsApp writes text, warning and expiry itself, in the language of the template. */
const codeTemplate = ({ code, language }: TemplateDraft): PreviewedTemplate => {
  const { body, footer, button } = codePreview(language, { ...code, code: EXAMPLE_CODE });
  return {
    header: null,
    body,
    footer,
    buttons: [{ type: 'OTP', text: code.buttonText.trim() || button }],
    slots: [],
  };
};

/** The draft in the shape of a template, so that one renderer draws both. `copyCode`: the label of a coupon's button. */
export const previewOf = (draft: TemplateDraft, copyCode: string): PreviewedTemplate => {
  if (draft.category === 'AUTHENTICATION') return codeTemplate(draft);
  const { header } = draft;
  return {
    header:
      header.kind === 'none'
        ? null
        : { format: header.kind.toUpperCase(), text: headerText(header) },
    body: draft.body,
    footer: draft.footer.trim() || null,
    buttons: draft.buttons.map((button) => ({
      type: button.type,
      text: button.type === 'COPY_CODE' ? copyCode : button.text,
      ...(button.type === 'URL' ? { url: button.url } : {}),
      ...(button.type === 'PHONE_NUMBER' ? { phoneNumber: button.phone } : {}),
    })),
    slots: [
      ...exampleKeys(draft).map(({ part, name }) => slotOf(draft, part, name)),
      ...draft.buttons.flatMap(suffixSlot),
    ],
  };
};
