import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { useRef, useState } from 'react';
import {
  QuickReplyButton,
  UnfilledHint,
} from '../../../admin/src/pages/Inbox/quick-replies/QuickReplyButton';
import { OpenVariables } from '../../../admin/src/pages/Inbox/quick-replies/OpenVariables';
import {
  QuickReplyPopover,
  replyFieldProps,
} from '../../../admin/src/pages/Inbox/quick-replies/QuickReplyPopover';
import { useQuickReplies } from '../../../admin/src/pages/Inbox/quick-replies/useQuickReplies';
import QuickRepliesPage from '../../../admin/src/pages/QuickReplies/ListPage';
import { arranged } from '../../../admin/src/pages/QuickReplies/model';
import type { ConversationView } from '../../../server/src/contracts/conversations';
import type { QuickReplyView } from '../../../server/src/contracts/quick-replies';
import { contact } from '../../unit/admin/campaigns/builders';
import { refuse, renderAdmin, type Routes } from '../../support/render-admin';
import { grantOnly, notices } from '../../support/strapi-admin';
import { en } from '../../support/words';

const reply = (id: number, part: Partial<QuickReplyView> = {}): QuickReplyView => ({
  id,
  shortcut: `/r${id}`,
  text: `text ${id}`,
  file: null,
  shared: true,
  used: 0,
  changedAt: id,
  ...part,
});
const all = [reply(1, { used: 2 }), reply(2, { used: 9 }), reply(3, { shared: false })];

const open = async (routes: Routes = {}) => {
  const view = await renderAdmin(<QuickRepliesPage />, {
    locale: 'en',
    routes: { 'GET /whatsapp/quick-replies': { quickReplies: all }, ...routes },
  });
  const sent = (path: string) =>
    view.calls.filter((call) => call.path === path).map(({ body }) => body);
  await screen.findAllByTestId('quick-reply-row');
  return { ...view, sent };
};
const shortcuts = () =>
  screen.getAllByTestId('quick-reply-row').map((row) => /\/r\d/.exec(row.textContent ?? '')?.[0]);

const choose = (text: string) =>
  fireEvent.change(screen.getByTestId('replies-file'), {
    target: { files: [new File([text], 'replies.csv', { type: 'text/csv' })] },
  });

describe('the page of quick replies', () => {
  beforeEach(() => {
    notices.length = 0;
    // jsdom has no `Blob.text`.
    File.prototype.text = function text(this: File) {
      return new Promise((resolve) => {
        const reader = new FileReader();
        reader.onload = () => resolve(String(reader.result));
        reader.readAsText(this);
      });
    };
  });
  afterEach(() => grantOnly(null));

  it('[Q-01] orders by shortcut, use and change, and shows only shared or own ones', () => {
    const ids = (sort: Parameters<typeof arranged>[1]['sort'], whose = 'all' as const) =>
      arranged(all, { sort, whose, locale: 'en' }).map(({ id }) => id);
    expect(ids('shortcut')).toEqual([1, 2, 3]);
    expect(ids('used')).toEqual([2, 1, 3]);
    expect(ids('unused')).toEqual([3, 1, 2]);
    expect(ids('changed')).toEqual([3, 2, 1]);
    expect(
      arranged(all, { sort: 'used', whose: 'mine', locale: 'en' }).map(({ id }) => id)
    ).toEqual([3]);
    expect(
      arranged(all, { sort: 'used', whose: 'shared', locale: 'en' }).map(({ id }) => id)
    ).toEqual([2, 1]);
  });

  it('[Q-01] deletes those that are ticked, after asking with their number', async () => {
    const { sent } = await open({
      'POST /whatsapp/quick-replies/remove': { removed: 2, left: 0 },
    });
    expect(shortcuts()).toEqual(['/r1', '/r2', '/r3']);
    expect(screen.queryByTestId('bulk-delete')).toBeNull();
    fireEvent.click(
      screen.getByRole('checkbox', { name: en('quickReplies.bulk.select', { shortcut: '/r1' }) })
    );
    fireEvent.click(
      screen.getByRole('checkbox', { name: en('quickReplies.bulk.select', { shortcut: '/r3' }) })
    );
    fireEvent.click(screen.getByTestId('bulk-delete'));
    expect(
      await screen.findByText(en('quickReplies.delete-of', { shortcut: '2 quick replies?' }))
    ).toBeTruthy();
    expect(sent('/whatsapp/quick-replies/remove')).toEqual([]);
    fireEvent.click(screen.getByTestId('confirm-bulk-delete'));
    await waitFor(() => expect(sent('/whatsapp/quick-replies/remove')).toEqual([{ ids: [1, 3] }]));
    await waitFor(() =>
      expect(notices[0]?.message).toBe(en('quickReplies.bulk.done', { count: 2 }))
    );
  });

  it('[X-05] lets somebody who may not change shared ones tick only their own', async () => {
    grantOnly(['reply']);
    await open();
    const box = (name: string) => screen.getByRole('checkbox', { name });
    expect(box(en('quickReplies.bulk.select', { shortcut: '/r1' })).hasAttribute('disabled')).toBe(
      true
    );
    expect(box(en('quickReplies.bulk.select', { shortcut: '/r3' })).hasAttribute('disabled')).toBe(
      false
    );
  });

  it('[Q-01] shows what a file would do, row by row, before it is done', async () => {
    const preview = {
      added: 1,
      changed: 1,
      same: 0,
      refused: 2,
      problems: [
        { row: 4, kind: 'variable', value: '{{isim}}' },
        { row: 5, kind: 'no-shortcut', value: null },
      ],
    };
    const { sent } = await open({
      'POST /whatsapp/quick-replies/import/preview': preview,
      'POST /whatsapp/quick-replies/import': preview,
    });
    fireEvent.click(screen.getByTestId('open-import'));
    const save = await screen.findByTestId('import-replies');
    expect(save.hasAttribute('disabled')).toBe(true);
    choose('shortcut,text\n/x,y');
    expect((await screen.findByTestId('reply-counts')).textContent).toBe(
      en('quickReplies.import.counts', { added: 1, changed: 1, same: 0, refused: 2 })
    );
    const problems = screen.getAllByTestId('reply-problem').map(({ textContent }) => textContent);
    const variable = en('quickReplies.import.problem.variable', { value: '{{isim}}' });
    expect(problems).toEqual([
      en('quickReplies.import.row', { row: 4, what: variable }),
      en('quickReplies.import.row', {
        row: 5,
        what: en('quickReplies.import.problem.no-shortcut'),
      }),
    ]);
    expect(sent('/whatsapp/quick-replies/import')).toEqual([]);
    expect(save.textContent).toBe(en('quickReplies.import.do', { count: 2 }));
    fireEvent.click(save);
    await waitFor(() =>
      expect(sent('/whatsapp/quick-replies/import')).toEqual([{ text: 'shortcut,text\n/x,y' }])
    );
  });

  it('[Q-01] reads no file that is far too large', async () => {
    const { sent } = await open();
    fireEvent.click(screen.getByTestId('open-import'));
    await screen.findByTestId('import-replies');
    choose('x'.repeat(500_001));
    expect(await screen.findByText(/larger than 500 kB/)).toBeTruthy();
    expect(sent('/whatsapp/quick-replies/import/preview')).toEqual([]);
  });
});

describe('making and offering quick replies', () => {
  const kargo = reply(4, { shortcut: '/kargo', text: 'Kargonuz yolda', used: 2, changedAt: 1 });
  afterEach(() => grantOnly(null));
  const list = (quickReplies: QuickReplyView[], more: Routes = {}) =>
    renderAdmin(<QuickRepliesPage />, {
      routes: { 'GET /whatsapp/quick-replies': { quickReplies }, ...more },
    });

  it('[Q-01] [Q-02] makes one; the server’s refusal of the shortcut stands at the field', async () => {
    const { person, calls } = await list([kargo], {
      'POST /whatsapp/quick-replies': () =>
        refuse(409, { kind: 'shortcut-shared', field: 'shortcut' }),
    });
    expect((await screen.findByTestId('quick-reply-row'))?.textContent).toContain('2 times');
    expect(
      screen.getByRole('button', { name: en('quickReplies.edit-of', { shortcut: '/kargo' }) })
    ).toBeTruthy();
    await person.click(screen.getByTestId('new-quick-reply'));
    await person.type(await screen.findByTestId('shortcut'), 'kargo');
    await person.type(screen.getByTestId('quick-reply-text'), 'x');
    await person.click(screen.getByTestId('save-quick-reply'));
    expect(await screen.findByText(en('error.shortcut-shared'))).toBeTruthy();
    expect(calls.find((c) => c.method === 'POST')?.body).toEqual({
      shortcut: '/kargo',
      text: 'x',
      fileId: null,
      shared: true,
    });
  });

  it('offers three ready ones when there is none; those without the right make their own', async () => {
    grantOnly(['reply']);
    const { person, calls } = await list([], { 'POST /whatsapp/quick-replies': kargo });
    const [add] = await screen.findAllByRole('button', { name: en('quickReplies.suggestion.add') });
    await person.click(add as HTMLElement);
    await waitFor(() =>
      expect(calls.find((c) => c.method === 'POST')?.body).toMatchObject({
        shortcut: '/greeting',
        text: expect.stringContaining('{{first_name|there}}') as unknown,
        shared: false,
      })
    );
  });

  it('shows no button to change shared ones to those who may not', async () => {
    grantOnly(['reply']);
    await list([kargo, { ...kargo, id: 5, shortcut: '/benim', shared: false }]);
    await screen.findAllByTestId('quick-reply-row');
    expect(
      screen.queryByRole('button', { name: en('quickReplies.edit-of', { shortcut: '/kargo' }) })
    ).toBeNull();
    expect(
      screen.getByRole('button', { name: en('quickReplies.edit-of', { shortcut: '/benim' }) })
    ).toBeTruthy();
  });
});

// jsdom has no layout.
Element.prototype.scrollIntoView = () => undefined;

const conversation = {
  id: 1,
  contact: contact({ id: 1, name: 'Ayşe Kaya', email: null }),
} as ConversationView;
const sent: string[] = [];

/** The field as the composer holds it. */
const Field = () => {
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const replies = useQuickReplies({
    conversation,
    text,
    onText: setText,
    field,
    canReply: true,
    onFile: () => undefined,
  });
  return (
    <div>
      <QuickReplyPopover replies={replies} />
      <textarea
        ref={field}
        aria-label="Message"
        value={text}
        {...replyFieldProps(replies)}
        onChange={(event) => {
          setText(event.target.value);
          replies.onCaret(event.target.selectionStart);
        }}
        onKeyDown={(event) => {
          if (replies.onKeyDown(event) || event.key !== 'Enter') return;
          event.preventDefault();
          if (!replies.holdsBack()) sent.push(text);
        }}
      />
      <OpenVariables replies={replies} />
      <UnfilledHint replies={replies} />
      <QuickReplyButton replies={replies} />
    </div>
  );
};

const openField = async () => {
  sent.length = 0;
  const view = await renderAdmin(<Field />, {
    routes: {
      'GET /whatsapp/quick-replies': {
        quickReplies: [
          reply(1, { shortcut: '/iade', text: 'İade adımları' }),
          reply(2, {
            shortcut: '/kargo',
            text: 'Merhaba {{first_name}}, ben {{agent_first_name}}.',
          }),
          reply(3, { shortcut: '/kargo-takip', text: 'Takip: {{email}}' }),
        ],
      },
      'GET /whatsapp/agents': { agents: [{ id: 1, name: 'Can Demir' }], me: 1 },
      'POST /whatsapp/quick-replies/2/used': { ok: true },
      'POST /whatsapp/quick-replies/3/used': { ok: true },
    },
  });
  const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: en('later.text') });
  await waitFor(() => expect(view.calls).toHaveLength(2));
  return { ...view, field };
};

describe('quick replies in the composer', () => {
  it('[Q-03] [Q-05] [Q-06] "/" offers them while one types; Enter inserts the first, filled and not sent', async () => {
    const { person, field, calls } = await openField();
    await person.type(field, 'Selam /kar');
    const options = await screen.findAllByRole('option');
    expect(options.map((option) => option.getAttribute('aria-selected'))).toEqual([
      'true',
      'false',
    ]);
    // In the list variables have the names that people know.
    const variables = within(options[0] as HTMLElement).getAllByTestId('variable');
    expect(variables.map(({ textContent }) => textContent)).toEqual([
      en('shell.variable.first_name'),
      en('shell.variable.agent_first_name'),
    ]);
    expect(options[0]?.textContent).not.toContain('{{');
    expect(field.getAttribute('aria-activedescendant')).toBe(options[0]?.id);
    await person.keyboard('{Enter}');
    expect(field.value).toBe('Selam Merhaba Ayşe, ben Can.');
    expect(sent).toEqual([]);
    await waitFor(() => expect(calls.at(-1)?.path).toBe('/whatsapp/quick-replies/2/used'));
    await person.keyboard('{Enter}');
    expect(sent).toEqual(['Selam Merhaba Ayşe, ben Can.']);
  });

  it('[Q-06] an open variable is selected and named, and nothing goes before it is filled', async () => {
    const { person, field } = await openField();
    await person.type(field, '/kargo');
    await screen.findAllByRole('option');
    await person.keyboard('{ArrowDown}{Tab}');
    expect(field.value).toBe('Takip: {{email}}');
    await waitFor(() =>
      expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe('{{email}}')
    );
    expect(screen.getByText(/Fill in 1 variable/)).toBeTruthy();
    await person.keyboard('{Enter}{Enter}');
    expect(sent).toEqual([]);
    expect(screen.getByText(/is not filled in/).textContent).toMatch(/^{{email}} is/);
    await person.click(screen.getByRole('button', { name: en('quickReplies.open.fill') }));
    expect(screen.queryByText(/is not filled in/)).toBeNull();
    await waitFor(() => expect(document.activeElement).toBe(field));
    await waitFor(() =>
      expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe('{{email}}')
    );
    await person.keyboard('ayse@ornek.example{Enter}');
    expect(sent).toEqual(['Takip: ayse@ornek.example']);
  });

  it('[Q-03] Esc closes the list and leaves what is typed', async () => {
    const { person, field } = await openField();
    await person.type(field, '/kar');
    await screen.findAllByRole('option');
    await person.keyboard('{Escape}');
    expect(screen.queryByRole('option')).toBeNull();
    expect(field.value).toBe('/kar');
    await person.type(field, 'g');
    expect(await screen.findAllByRole('option')).toHaveLength(2);
  });

  it('[Q-04] the button lists all of them, and one click inserts', async () => {
    const { person, field } = await openField();
    await person.click(screen.getByRole('button', { name: en('quickReplies.button') }));
    expect(await screen.findAllByRole('option')).toHaveLength(3);
    await person.click(screen.getByRole('option', { name: /\/kargo Merhaba/ }));
    expect(field.value).toBe('Merhaba Ayşe, ben Can.');
    expect(sent).toEqual([]);
  });

  it('[Q-04] what is typed after the button looks through the list, and is no message where nothing fits', async () => {
    const { person, field } = await openField();
    await person.type(field, 'Selam ');
    await person.click(screen.getByRole('button', { name: en('quickReplies.button') }));
    await screen.findAllByRole('option');
    await person.keyboard('z zz');
    const nothing = en('quickReplies.none-found', { typed: 'z zz' });
    expect(await screen.findByText(nothing)).toBeTruthy();
    await person.keyboard('{Enter}');
    expect(sent).toEqual([]);
    expect(screen.queryByText(nothing)).toBeNull();
    await person.keyboard('{Backspace}{Backspace}{Backspace}{Backspace}');
    await person.click(screen.getByRole('button', { name: en('quickReplies.button') }));
    await person.keyboard('karg');
    expect(await screen.findAllByRole('option')).toHaveLength(2);
    await person.keyboard('{Enter}');
    expect(field.value).toBe('Selam Merhaba Ayşe, ben Can.');
    expect(sent).toEqual([]);
  });

  it('[Q-04] what is chosen from the list takes the place of a shortcut that was begun', async () => {
    const { person, field } = await openField();
    await person.type(field, 'Selam /ia');
    await person.click(screen.getByRole('button', { name: en('quickReplies.button') }));
    expect(await screen.findAllByRole('option')).toHaveLength(3);
    await person.click(screen.getByRole('option', { name: /\/kargo Merhaba/ }));
    expect(field.value).toBe('Selam Merhaba Ayşe, ben Can.');
    // By words of its text, of which there are several.
    await person.clear(field);
    await person.click(screen.getByRole('button', { name: en('quickReplies.button') }));
    await person.keyboard('iade adım');
    expect(await screen.findAllByRole('option')).toHaveLength(1);
    await person.keyboard('{Enter}');
    expect(field.value).toBe('İade adımları');
  });

  it('[Q-03] says so when nothing fits a shortcut; the first Enter closes that, the second one sends', async () => {
    const { person, field } = await openField();
    await person.type(field, '/zzz');
    const nothing = en('quickReplies.none-found', { typed: '/zzz' });
    expect(await screen.findByText(nothing)).toBeTruthy();
    await person.keyboard('{Enter}');
    expect(sent).toEqual([]);
    expect(screen.queryByText(nothing)).toBeNull();
    await person.keyboard('{Enter}');
    expect(sent).toEqual(['/zzz']);
  });
});
