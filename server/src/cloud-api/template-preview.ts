import type { MessageBody } from '../contracts/conversations';
import { renderBody, renderHeader, renderUrl, type SlotValues } from './template-components';
import type { ShapeButton, TemplateShape } from './template-shape';
import { byWord } from '../kernel/words';

type Header = NonNullable<MessageBody['header']>;
type Button = MessageBody['buttons'][number];

/** The template as a bubble. A slot without a value shows its variable, so a gap is seen. */
export const previewTemplate = (shape: TemplateShape, values: SlotValues): MessageBody => ({
  type: 'template',
  text: renderBody(shape, values),
  header: previewHeader(shape, values),
  footer: shape.footer,
  buttons: shape.buttons.map((button, index) => previewButton(button, values, index)),
  media: null,
  location: null,
  contacts: [],
});

const HEADER_KINDS = byWord<Header['kind']>({
  TEXT: 'text',
  IMAGE: 'image',
  GIF: 'video',
  VIDEO: 'video',
  DOCUMENT: 'document',
  LOCATION: 'location',
});

const previewHeader = (shape: TemplateShape, values: SlotValues): Header | null => {
  const kind = HEADER_KINDS.get(shape.header?.format ?? '');
  if (!kind) return null;
  if (kind === 'text') return { kind, text: renderHeader(shape, values) };
  const value = values.header;
  if (typeof value === 'object' && 'filename' in value)
    return { kind, text: value.filename ?? null };
  if (typeof value === 'object' && 'name' in value) return { kind, text: value.name ?? null };
  return { kind, text: kind === 'location' && typeof value === 'string' ? value : null };
};

const BUTTON_TYPES = byWord<Button['type']>({
  QUICK_REPLY: 'quick-reply',
  URL: 'url',
  PHONE_NUMBER: 'phone',
  VOICE_CALL: 'phone',
  COPY_CODE: 'copy-code',
  OTP: 'copy-code',
  FLOW: 'flow',
});

const previewButton = (button: ShapeButton, values: SlotValues, index: number): Button => {
  const type = BUTTON_TYPES.get(button.type) ?? 'other';
  const value = values[`button.${index}`];
  const shown = (): string | null => {
    if (type === 'url') return renderUrl(button, value) || null;
    if (type === 'phone') return button.phoneNumber;
    return type === 'copy-code' && typeof value === 'string' ? value : null;
  };
  return { type, text: button.text, value: shown() };
};

/** One line for lists: text, else header; line breaks become spaces. */
export const lineOf = (body: MessageBody, max = 200): string => {
  const line = (body.text || body.header?.text || '').replace(/\s+/g, ' ').trim();
  return line.length <= max ? line : `${[...line].slice(0, max - 1).join('')}…`;
};
