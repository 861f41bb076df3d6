import { interactive } from '../cloud-api/messages';
import type { MessageContent } from '../cloud-api/message-types';
import type { MessageBody } from '../contracts/conversations';
import { aroundOf, drawnAround, type Around } from './buttons-content';
import { textBody } from './text-message';

/**
 * A text with a list that opens at a press; the row that is chosen comes back with its id and words (Meta, "Interactive
 * list messages").
 */
export interface ListIntent extends Around {
  type: 'list';
  text: string;
  /** What is pressed to open it; at most 20 characters. */
  button: string;
  /** At most 10 rows in all. A title is needed where there is more than one section. */
  sections: { title: string; rows: ListRow[] }[];
}

export interface ListRow {
  /** Unique in the list, at most 200 characters. */
  id: string;
  /** At most 24 characters. */
  title: string;
  /** At most 72 characters. */
  description?: string | undefined;
}

/** A text with one button that opens an address. */
export interface LinkIntent extends Around {
  type: 'link';
  text: string;
  /** At most 20 characters. */
  button: string;
  /** Whole, http or https. */
  url: string;
}

interface Drawn {
  content: MessageContent;
  body: MessageBody;
}

export const renderList = ({ text, button, sections, ...around }: ListIntent): Drawn => ({
  content: interactive({
    type: 'list',
    ...aroundOf(around),
    body: { text },
    action: {
      button,
      sections: sections.map(({ title, rows }) => ({
        title,
        rows: rows.map(({ id, title: name, description }) => ({
          id,
          title: name,
          ...(description ? { description } : {}),
        })),
      })),
    },
  }),
  body: {
    ...textBody(text),
    ...drawnAround(around),
    type: 'interactive',
    list: {
      button,
      sections: sections.map(({ title, rows }) => ({
        title,
        rows: rows.map((row) => ({ title: row.title, description: row.description ?? null })),
      })),
    },
  },
});

export const renderLink = ({ text, button, url, ...around }: LinkIntent): Drawn => ({
  content: interactive({
    type: 'cta_url',
    ...aroundOf(around),
    body: { text },
    action: { name: 'cta_url', parameters: { display_text: button, url } },
  }),
  body: {
    ...textBody(text),
    ...drawnAround(around),
    type: 'interactive',
    buttons: [{ type: 'url', text: button, value: url }],
  },
});
