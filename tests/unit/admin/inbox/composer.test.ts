import * as fc from 'fast-check';
import {
  composerMode,
  readText,
  takesTemplate,
  TEXT_LIMIT,
} from '../../../../admin/src/pages/Inbox/model/composer';
import { readDraft, writeDraft } from '../../../../admin/src/pages/Inbox/model/drafts';
import { looksLikePhone } from '../../../../admin/src/pages/Inbox/model/new-message';
import { keepSendKey, readSendKey, sends } from '../../../../admin/src/pages/Inbox/model/send-key';
import { personName } from '../../../../admin/src/shared/people/person-name';
import { readWindow } from '../../../../admin/src/shared/window-meter';
import { contactOf, conversationOf } from '../../../support/message-views';

const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;
const facts = (part: Partial<Parameters<typeof composerMode>[0]> = {}) => ({
  canReply: true,
  accountStatus: 'connected',
  conversation: conversationOf(1, {}, NOW),
  now: NOW,
  ...part,
});

const kept = new Map<string, string>();
const localStorageLike = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
};

describe('what the composer offers', () => {
  it('[C-13] free text only while the window is open, templates from its last millisecond on', () => {
    const conversation = conversationOf(1, { window: { open: true, expiresAt: NOW + 1 } });
    expect(composerMode(facts({ conversation }))).toBe('open');
    expect(composerMode(facts({ conversation, now: NOW + 1 }))).toBe('template-only');
  });

  it('says whether somebody never wrote or WhatsApp refused, and offers a template all the same', () => {
    const never = conversationOf(1, { window: { open: false, expiresAt: null } });
    const over = conversationOf(1, { window: { open: false, expiresAt: NOW - 1 } });
    const refused = conversationOf(1, {
      window: { open: false, expiresAt: NOW - 1, refused: true },
    });
    const modes = [never, over, refused].map((conversation) =>
      composerMode(facts({ conversation }))
    );
    expect(modes).toEqual(['never-wrote', 'template-only', 'refused']);
    expect(modes.map(takesTemplate)).toEqual([true, true, true]);
    expect(takesTemplate('blocked')).toBe(false);
  });

  it('says that one waits for an answer where only we wrote, unless that message failed', () => {
    const sent = conversationOf(1).preview;
    const modes = (['delivered', 'failed'] as const).map((state) => {
      const preview = sent && { ...sent, direction: 'out' as const, type: 'template', state };
      const conversation = conversationOf(1, { preview, window: { open: false, expiresAt: null } });
      return composerMode(facts({ conversation }));
    });
    expect(modes).toEqual(['not-answered', 'never-wrote']);
    expect(takesTemplate('not-answered')).toBe(true);
  });

  it('[C-11] nothing can be sent to a group', () => {
    const contact = contactOf(1, { source: 'group' });
    const group = conversationOf(1, { contact, window: { open: false, expiresAt: null } });
    expect(composerMode(facts({ conversation: group }))).toBe('group');
    expect(takesTemplate('group')).toBe(false);
  });

  it('names the stronger obstacle first', () => {
    const blocked = conversationOf(1, { contact: contactOf(1, { blocked: true }) }, NOW);
    expect(composerMode(facts({ conversation: blocked }))).toBe('blocked');
    expect(composerMode(facts({ conversation: blocked, accountStatus: 'disconnected' }))).toBe(
      'disconnected'
    );
    expect(composerMode(facts({ accountStatus: 'token-unreadable' }))).toBe('token-refused');
    expect(composerMode(facts({ canReply: false, accountStatus: 'disconnected' }))).toBe(
      'no-permission'
    );
  });

  it('counts from 80 % of the limit and stops what the server would refuse', () => {
    expect(readText('   ')).toEqual({ counter: null, sendable: false });
    expect(readText('x'.repeat(3_276)).counter).toBeNull();
    expect(readText('x'.repeat(3_277)).counter).toEqual({
      used: 3_277,
      limit: TEXT_LIMIT,
      over: false,
    });
    expect(readText('x'.repeat(TEXT_LIMIT)).sendable).toBe(true);
    expect(readText('x'.repeat(TEXT_LIMIT + 1)).sendable).toBe(false);
  });

  it('sends on the key that the agent chose, but not with Shift and not while letters are still being composed', () => {
    const key = {
      key: 'Enter',
      shiftKey: false,
      altKey: false,
      ctrlKey: false,
      metaKey: false,
      isComposing: false,
      keyCode: 13,
    };
    expect(sends(key, 'enter', false)).toBe(true);
    expect(sends({ ...key, shiftKey: true }, 'enter', false)).toBe(false);
    expect(sends({ ...key, isComposing: true }, 'enter', false)).toBe(false);
    // Safari says so only by the code of the key.
    expect(sends({ ...key, keyCode: 229 }, 'enter', false)).toBe(false);
    expect(sends(key, 'mod-enter', false)).toBe(false);
    expect(sends({ ...key, ctrlKey: true }, 'mod-enter', false)).toBe(true);
    expect(sends({ ...key, metaKey: true }, 'mod-enter', false)).toBe(true);
    // A phone's keyboard has no Shift+Enter to break the line with.
    expect(sends(key, 'enter', true)).toBe(false);
  });

  it('keeps the key of each agent apart', () => {
    keepSendKey(localStorageLike, 1, 'mod-enter');
    expect(readSendKey(localStorageLike, 1)).toBe('mod-enter');
    expect(readSendKey(localStorageLike, 2)).toBe('enter');
  });
});

describe('the window meter', () => {
  it('[C-12] warns at two hours, says "then templates only" at fifteen minutes, and never promises too much', () => {
    fc.assert(
      fc.property(fc.integer({ min: -HOUR, max: 24 * HOUR }), (left) => {
        const reading = readWindow({ open: true, expiresAt: NOW + left }, NOW);
        if (left <= 0) expect(reading.level).toBe('closed');
        else if (left <= 15 * 60_000) expect(reading.level).toBe('danger');
        else if (left <= 2 * HOUR) expect(reading.level).toBe('warning');
        else expect(reading.level).toBe('open');
        expect(reading.hours * HOUR).toBeLessThanOrEqual(Math.max(0, left));
      })
    );
    expect(readWindow({ open: false, expiresAt: NOW + HOUR }, NOW).level).toBe('closed');
    expect(readWindow({ open: false, expiresAt: NOW - HOUR }, NOW).word).toBe('closed');
    const never = readWindow({ open: true, expiresAt: null }, NOW);
    expect([never.level, never.word]).toEqual(['closed', 'not-begun']);
  });
});

describe('drafts', () => {
  const storeOf = () => {
    const kept = new Map<string, string>();
    return {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
      kept,
    };
  };

  it('are kept per agent and conversation and removed when empty', () => {
    const store = storeOf();
    const first = { person: 7, of: 1 };
    const second = { person: 7, of: 2 };
    writeDraft(store, first, { text: 'Merhaba', since: 5 });
    writeDraft(store, second, { text: 'Selam', since: 6 });
    expect(readDraft(store, first)).toEqual({ text: 'Merhaba', since: 5 });
    expect(readDraft(store, { ...first, person: 8 })).toBeNull();
    writeDraft(store, first, null);
    expect(readDraft(store, first)).toBeNull();
    expect(readDraft(store, second)?.text).toBe('Selam');
  });

  it('survive a broken or forbidden store', () => {
    const store = storeOf();
    store.kept.set('whatsapp.draft.7.1', '{oops');
    expect(readDraft(store, { person: 7, of: 1 })).toBeNull();
    const full = {
      ...store,
      setItem: () => {
        throw new Error('quota');
      },
    };
    expect(() => writeDraft(full, { person: 7, of: 1 }, { text: 'x', since: 1 })).not.toThrow();
  });
});

describe('names and numbers', () => {
  it('shows a contact without a number by user name, and never a bare id', () => {
    const person = { name: '', profileName: null, phone: null, username: 'can' };
    expect(personName(person, 'no number')).toBe('@can');
    expect(personName({ ...person, username: null }, 'no number')).toBe('no number');
    expect(personName({ ...person, phone: '+905321234567' }, '')).toBe('+90 532 123 45 67');
    expect(personName({ ...person, name: 'Ayşe' }, '')).toBe('Ayşe');
  });

  it('takes a number for one however it is typed, and a name or e-mail for none', () => {
    expect(['+90 532 123 45 67', '0(532) 123-45-67', '05321234567'].every(looksLikePhone)).toBe(
      true
    );
    expect(['Ayşe', 'a1234567@x.com', '123', '+9'.repeat(12)].some(looksLikePhone)).toBe(false);
  });
});
