import {
  askLocationContent,
  buttonsContent,
  contactsContent,
  linkContent,
  listContent,
  locationContent,
} from '../../../../../../server/src/contracts/chat-content';
import type { MessageBody } from '../../../../../../server/src/contracts/conversations';
import { textPreview } from '../../model/preview';
import type { Outgoing } from '../../model/outgoing';

export const EXTRA_KINDS = [
  'location',
  'location-request',
  'contacts',
  'buttons',
  'list',
  'link',
] as const;
export type ExtraKind = (typeof EXTRA_KINDS)[number];
type Of<Kind extends ExtraKind> = Extract<Outgoing['body'], { type: Kind }>;
export type ExtraBody = Of<ExtraKind>;
export type ExtraOf = { [Kind in ExtraKind]: Of<Kind> };

const SCHEMAS = {
  location: locationContent,
  'location-request': askLocationContent,
  contacts: contactsContent,
  buttons: buttonsContent,
  list: listContent,
  link: linkContent,
} as const;

/** What a dialog begins with; what stands in the composer becomes the text. */
export const emptyExtra = (kind: ExtraKind, text: string): ExtraBody => {
  switch (kind) {
    case 'location':
      return { type: kind, latitude: Number.NaN, longitude: Number.NaN };
    case 'location-request':
      return { type: kind, text };
    case 'contacts':
      return { type: kind, cards: [] };
    case 'buttons':
      return { type: kind, text, buttons: [''] };
    case 'list':
      return { type: kind, text, button: '', sections: [{ title: '', rows: [{ title: '' }] }] };
    case 'link':
      return { type: kind, text, button: '', url: '' };
  }
};

export type ExtraProblem =
  | 'missing'
  | 'cards'
  | 'differ'
  | 'section-title'
  | 'rows'
  | 'url'
  | 'place'
  | 'email'
  | 'length';

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly code: string;
  readonly message: string;
}

const problemOf = ({ path, code, message }: Issue): ExtraProblem => {
  const field = String(path.at(-1));
  if (field === 'latitude' || field === 'longitude') return 'place';
  if (field === 'cards') return 'cards';
  if (code === 'invalid_type' || code === 'too_small') return 'missing';
  if (field === 'email' || field === 'url') return field;
  if (code !== 'custom') return 'length';
  if (message.includes('differ')) return 'differ';
  return message.includes('title') ? 'section-title' : 'rows';
};

/** Empty words are left out, as is what is no number; a section may be without a title, but not without the field. */
const tidy = (body: ExtraBody): unknown =>
  JSON.parse(
    JSON.stringify(body, (key, value: unknown) =>
      value === '' && key !== 'title' ? undefined : value
    )
  );

/** The message as it is sent, or what is still in the way: by the same rules as the server's. */
export const readExtra = (
  body: ExtraBody
): { ok: true; body: ExtraBody } | { ok: false; problem: ExtraProblem } => {
  const read = SCHEMAS[body.type].safeParse(tidy(body));
  if (read.success) return { ok: true, body: read.data };
  const [issue] = read.error.issues;
  return { ok: false, problem: issue ? problemOf(issue) : 'missing' };
};

const none = (): MessageBody => ({ ...textPreview(''), text: null });

/** As the customer will see it, also while it is not whole yet. */
export const extraPreview = (body: ExtraBody): MessageBody => {
  switch (body.type) {
    case 'location': {
      const { latitude, longitude, name, address } = body;
      const known = Number.isFinite(latitude) && Number.isFinite(longitude);
      const location = { latitude, longitude, name: name || null, address: address || null };
      return { ...none(), type: body.type, location: known ? location : null };
    }
    case 'location-request':
      return { ...textPreview(body.text), type: body.type };
    case 'contacts':
      return {
        ...none(),
        type: body.type,
        contacts: body.cards.map(({ name, phones }) => ({
          name,
          phones: phones.map(({ phone }) => phone).filter(Boolean),
        })),
      };
    case 'buttons':
    case 'list':
    case 'link':
      return { ...textPreview(body.text), type: 'interactive', ...around(body), ...choices(body) };
  }
};

const around = ({
  header,
  footer,
}: ExtraOf['buttons' | 'list' | 'link']): Pick<MessageBody, 'header' | 'footer'> => ({
  header: header ? { kind: 'text', text: header } : null,
  footer: footer || null,
});

const choices = (body: ExtraOf['buttons' | 'list' | 'link']): Partial<MessageBody> => {
  if (body.type === 'link')
    return { buttons: [{ type: 'url', text: body.button || '…', value: body.url || null }] };
  if (body.type === 'buttons')
    return {
      buttons: body.buttons.map((title) => ({
        type: 'quick-reply',
        text: title || '…',
        value: null,
      })),
    };
  return {
    list: {
      button: body.button || '…',
      sections: body.sections.map(({ title, rows }) => ({
        title,
        rows: rows.map((row) => ({
          title: row.title || '…',
          description: row.description || null,
        })),
      })),
    },
  };
};
