import fc from 'fast-check';
import { flattenWebhook } from '../../../server/src/cloud-api/webhook-payload';
import { ada, delivery, messages, metadata, only, text } from './webhook-builders';

describe('flattenWebhook', () => {
  it('cuts out a message with its customer, number and time', () => {
    expect(only(messages({ contacts: [ada], messages: [text] }))).toEqual({
      kind: 'message',
      field: 'messages',
      wabaId: '100',
      phoneNumberId: '200000000000001',
      displayPhoneNumber: '15550009999',
      naturalKey: 'wamid.IN1',
      value: text,
      contact: { waId: '49151', userId: 'DE.7', parentUserId: null, name: 'Ada', username: '@ada' },
      at: 1_763_600_000_000,
    });
  });

  it('[X-15] gives each message of a batch its own customer, also customers without a number', () => {
    const bob = { profile: { name: 'Bob', username: '@bob' }, user_id: 'DE.8' };
    const elements = flattenWebhook(
      messages({
        contacts: [ada, bob],
        messages: [text, { ...text, id: 'wamid.IN2', from: undefined, from_user_id: 'DE.8' }],
      })
    );
    expect(elements.map((e) => e.contact)).toEqual([
      { waId: '49151', userId: 'DE.7', parentUserId: null, name: 'Ada', username: '@ada' },
      { waId: null, userId: 'DE.8', parentUserId: null, name: 'Bob', username: '@bob' },
    ]);
    expect(elements.map((e) => e.naturalKey)).toEqual(['wamid.IN1', 'wamid.IN2']);
  });

  it('does not lend a customer the name of another', () => {
    const { contact } = only(
      messages({ contacts: [ada], messages: [{ ...text, from: '49999', from_user_id: 'DE.9' }] })
    );
    expect(contact).toEqual({
      waId: '49999',
      userId: 'DE.9',
      parentUserId: null,
      name: null,
      username: null,
    });
    const reused = only(
      messages({ contacts: [ada], messages: [{ ...text, from_user_id: 'DE.9' }] })
    );
    expect(reused.contact).toMatchObject({ userId: 'DE.9', name: null });
  });

  it('takes the lone contact for a message that names nobody, and nobody out of several', () => {
    const nameless = { ...text, from: undefined, from_user_id: undefined };
    expect(only(messages({ contacts: [ada], messages: [nameless] })).contact).toMatchObject({
      waId: '49151',
      name: 'Ada',
    });
    expect(
      only(messages({ contacts: [ada, { ...ada, wa_id: '2' }], messages: [nameless] })).contact
    ).toBeNull();
    expect(only(messages({ messages: [nameless] })).contact).toBeNull();
  });

  it('fills a withheld number or user id from the contact', () => {
    expect(
      only(
        messages({
          contacts: [{ ...ada, parent_user_id: 'DE.ENT.1' }],
          messages: [{ ...text, from_user_id: undefined }],
        })
      ).contact
    ).toEqual({
      waId: '49151',
      userId: 'DE.7',
      parentUserId: 'DE.ENT.1',
      name: 'Ada',
      username: '@ada',
    });
    expect(
      only(messages({ contacts: [ada], messages: [{ ...text, from: undefined }] })).contact
    ).toMatchObject({ waId: '49151' });
  });

  it.each(['recipient_parent_user_id', 'parent_recipient_user_id'])(
    'reads the parent user id of a status under the name %s',
    (name) => {
      const status = { id: 'wamid.O', status: 'read', recipient_id: '49151', [name]: 'DE.ENT.1' };
      const { contact } = only(messages({ statuses: [{ ...status, recipient_user_id: 'DE.7' }] }));
      expect(contact).toMatchObject({ waId: '49151', userId: 'DE.7', parentUserId: 'DE.ENT.1' });
    }
  );

  it('keys a status by message and state, in a group also by participant', () => {
    const status = {
      id: 'wamid.O',
      status: 'read',
      timestamp: 1763600009,
      recipient_id: '49151',
      recipient_user_id: 'DE.7',
    };
    const elements = flattenWebhook(
      messages({
        contacts: [ada],
        statuses: [
          status,
          { ...status, status: 'delivered' },
          { ...status, recipient_participant_id: '5' },
          { ...status, recipient_participant_id: '5', recipient_participant_user_id: 'DE.5' },
        ],
      })
    );
    expect(elements.map((e) => e.naturalKey)).toEqual([
      'wamid.O:read',
      'wamid.O:delivered',
      'wamid.O:read:5',
      'wamid.O:read:DE.5',
    ]);
    expect(elements[0]).toMatchObject({
      kind: 'status',
      at: 1_763_600_009_000,
      contact: { waId: '49151', userId: 'DE.7', name: 'Ada' },
    });
  });

  it('keys an element without an id by its content', () => {
    const a = only(messages({ statuses: [{ id: 'wamid.O' }] }));
    const b = only(messages({ messages: [{ type: 'text' }] }));
    expect(a.naturalKey).toMatch(/^[0-9a-f]{64}$/);
    expect(b.naturalKey).toMatch(/^[0-9a-f]{64}$/);
    expect(a.naturalKey).not.toBe(b.naturalKey);
  });

  it('[O-17] reads a marketing preference with its customer', () => {
    const stop = {
      wa_id: '49151',
      user_id: 'DE.7',
      category: 'marketing_messages',
      value: 'stop',
      timestamp: 1763600100,
    };
    const element = only(
      delivery([
        {
          field: 'user_preferences',
          value: {
            messaging_product: 'whatsapp',
            metadata,
            contacts: [ada],
            user_preferences: [stop],
          },
        },
      ])
    );
    expect(element).toMatchObject({
      kind: 'preference',
      value: stop,
      at: 1_763_600_100_000,
      contact: { userId: 'DE.7', name: 'Ada' },
    });
  });

  it('reads changes of user ids and echoes of the Business app', () => {
    const update = {
      wa_id: '49151',
      user_id: { previous: 'DE.1', current: 'DE.2' },
      timestamp: '1763600100',
    };
    expect(
      only(
        delivery([
          {
            field: 'user_id_update',
            value: { metadata, contacts: [ada], user_id_update: [update] },
          },
        ])
      )
    ).toMatchObject({
      kind: 'user-id-update',
      value: update,
      contact: { waId: '49151' },
    });
    const echo = {
      from: '15550009999',
      to: '49151',
      id: 'wamid.E',
      timestamp: '1763600000',
      type: 'text',
      text: { body: 'x' },
    };
    expect(
      only(delivery([{ field: 'smb_message_echoes', value: { metadata, message_echoes: [echo] } }]))
    ).toMatchObject({
      kind: 'echo',
      naturalKey: 'wamid.E',
      contact: { waId: '49151' },
    });
  });

  it('reads errors of a number', () => {
    expect(only(messages({ errors: [{ code: 130429 }] }))).toMatchObject({
      kind: 'errors',
      value: { code: 130429 },
      contact: null,
    });
  });

  it.each([
    ['message_template_status_update', 'template-status'],
    ['message_template_quality_update', 'template-quality'],
    ['template_category_update', 'template-category'],
    ['message_template_components_update', 'template-components'],
    ['account_update', 'account'],
    ['account_alerts', 'account'],
    ['account_review_update', 'account'],
    ['account_settings_update', 'account'],
    ['phone_number_name_update', 'account'],
    ['business_username_update', 'account'],
    ['security', 'account'],
    ['phone_number_quality_update', 'number-quality'],
    ['business_capability_update', 'capability'],
    ['flows', 'other'],
    ['calls', 'other'],
    ['constructor', 'other'],
    ['a_field_of_next_year', 'other'],
  ])('takes the whole value of %s as %s', (field, kind) => {
    const value = { event: 'X', display_phone_number: '1555' };
    expect(only(delivery([{ field, value }], { time: 1763600000 }))).toMatchObject({
      kind,
      field,
      value,
      wabaId: '100',
      displayPhoneNumber: '1555',
      phoneNumberId: null,
      at: 1_763_600_000_000,
    });
  });

  it('[T-13] knows a change of quality that carries the field of a status change', () => {
    const value = { new_quality_score: 'RED', message_template_id: 1 };
    expect(only(delivery([{ field: 'message_template_status_update', value }])).kind).toBe(
      'template-quality'
    );
    expect(only(delivery([{ field: 'account_update', value }])).kind).toBe('account');
  });

  it('[T-17] finds the reason of a rejection inside the value and beside it', () => {
    const rejection_info = { reason: 'r' };
    const inside = only(
      delivery([
        { field: 'message_template_status_update', value: { event: 'REJECTED', rejection_info } },
      ])
    );
    const beside = only(
      delivery([
        { field: 'message_template_status_update', value: { event: 'REJECTED' }, rejection_info },
      ])
    );
    expect(inside.value).toEqual({ event: 'REJECTED', rejection_info });
    expect(beside.value).toEqual(inside.value);
  });

  it('keys a field by account, time, field and content', () => {
    const key = (field: string, value: unknown, more: Record<string, unknown>): string =>
      only({ entry: [{ id: '1', changes: [{ field, value }], ...more }] }).naturalKey;
    const one = key('account_update', { a: 1, b: 2 }, { time: 5 });
    expect(key('account_update', { b: 2, a: 1 }, { time: 5 })).toBe(one);
    expect(key('account_update', { a: 1, b: 2 }, { time: 6 })).not.toBe(one);
    expect(key('account_update', { a: 1, b: 3 }, { time: 5 })).not.toBe(one);
    expect(key('security', { a: 1, b: 2 }, { time: 5 })).not.toBe(one);
    expect(key('account_update', { a: 1, b: 2 }, { time: 5, id: '2' })).not.toBe(one);
  });

  it('keeps what stands beside known lists, and lists of the wrong shape', () => {
    const elements = flattenWebhook(
      messages({ messages: [text, null, 5], stories: [{ id: 'c' }], statuses: 'none' })
    );
    expect(elements.map((e) => [e.kind, e.value])).toEqual([
      ['message', text],
      ['other', null],
      ['other', 5],
      ['other', { stories: [{ id: 'c' }], statuses: 'none' }],
    ]);
  });

  it('keeps a value without anything in it, an entry without changes, and things that are no objects', () => {
    expect(only(messages({}))).toMatchObject({
      kind: 'other',
      field: 'messages',
      phoneNumberId: '200000000000001',
    });
    expect(only({ entry: [{ id: 5, time: 1 }] })).toMatchObject({
      kind: 'other',
      wabaId: '5',
      value: { id: 5, time: 1 },
    });
    expect(only({ entry: [{ changes: [] }] })).toMatchObject({ kind: 'other', wabaId: null });
    expect(only({ entry: [7] })).toMatchObject({ kind: 'other', value: 7 });
    expect(only({ entry: [{ id: '1', changes: ['x'] }] })).toMatchObject({
      kind: 'other',
      value: 'x',
      wabaId: '1',
    });
    expect(
      only({ entry: [{ id: '1', changes: [{ field: 'messages', value: 'x' }] }] })
    ).toMatchObject({
      kind: 'other',
      field: 'messages',
      value: { field: 'messages', value: 'x' },
    });
    expect(only({ entry: [{ id: '1', changes: [{ value: {} }] }] })).toMatchObject({
      field: '',
      kind: 'other',
    });
    expect(only({ object: 'page' })).toMatchObject({ kind: 'other', value: { object: 'page' } });
    expect(only(null)).toMatchObject({ kind: 'other', value: null });
    expect(flattenWebhook({ entry: [] })).toEqual([]);
  });

  it('never throws, whatever JSON comes', () => {
    fc.assert(fc.property(fc.jsonValue(), (json) => Array.isArray(flattenWebhook(json))));
    const likely = fc.record(
      {
        entry: fc.array(
          fc.record(
            {
              id: fc.jsonValue(),
              time: fc.jsonValue(),
              changes: fc.array(
                fc.record(
                  {
                    field: fc.constantFrom(
                      'messages',
                      'user_preferences',
                      'account_update',
                      '__proto__',
                      5
                    ),
                    value: fc.record(
                      {
                        metadata: fc.jsonValue(),
                        contacts: fc.jsonValue(),
                        messages: fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())),
                        statuses: fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())),
                      },
                      { requiredKeys: [] }
                    ),
                  },
                  { requiredKeys: [] }
                )
              ),
            },
            { requiredKeys: [] }
          )
        ),
      },
      { requiredKeys: [] }
    );
    fc.assert(
      fc.property(likely, (json) => flattenWebhook(json).every((e) => e.naturalKey.length > 0))
    );
  });

  it('loses no element of a batch and keeps their order', () => {
    const batch = fc.array(
      fc.record({
        messages: fc.array(fc.uuid(), { maxLength: 5 }),
        statuses: fc.array(fc.uuid(), { maxLength: 5 }),
      }),
      { maxLength: 6 }
    );
    fc.assert(
      fc.property(batch, (changes) => {
        const json = {
          entry: changes.map((c, i) => ({
            id: String(i),
            changes: [
              {
                field: 'messages',
                value: {
                  metadata,
                  messages: c.messages.map((id) => ({ id })),
                  statuses: c.statuses.map((id) => ({ id, status: 'sent' })),
                },
              },
            ],
          })),
        };
        const kept = flattenWebhook(json).filter((e) => e.kind !== 'other');
        expect(kept.map((e) => e.naturalKey)).toEqual(
          changes.flatMap((c) => [...c.messages, ...c.statuses.map((id) => `${id}:sent`)])
        );
      })
    );
  });
});
